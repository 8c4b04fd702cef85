// One step of a long recipe as a single sentence; pressed, it opens with all its controls.
export default {
  template: `
    <li class="entry"><div class="step">
      <span class="tile numbered"><span class="emoji" aria-hidden="true">{{ emoji }}</span><span class="number" aria-hidden="true">{{ number }}</span></span>
      <button type="button" class="line-step" :aria-label="spoken" @click="$emit('open')">
        <span class="line-words"><span>{{ then }} <b>{{ name }}</b> {{ reads }}</span><span v-if="task" class="soft line-task">{{ task }}</span>
          <span v-if="trouble" class="error">{{ trouble }}</span></span>
        <span class="icon icon-edit" aria-hidden="true"></span></button>
    </div></li>`,
  props: {
    number: Number,
    emoji: String,
    then: String,
    name: String,
    reads: String,
    task: String,
    spoken: String,
    trouble: String,
  },
  emits: ["open"],
};
