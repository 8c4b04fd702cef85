// One step on the board: who works, at what, how it stands. The grip is taken with the mouse or a finger; pressed, it
// opens the ways to move without dragging; with the focus on it the arrow keys move the step and Delete removes it.
const KEYS = { ArrowLeft: "earlier", ArrowUp: "earlier", ArrowRight: "later", ArrowDown: "later", Delete: "remove" };

export default {
  template: `
    <li class="bcard" :class="{ lane: lane > 1, [look.color]: look.color }"
      :style="{ '--lane': lane }" :data-step="step" :data-column="column">
      <span class="icon icon-right bcard-arrow" aria-hidden="true"></span>
      <div class="bcard-top">
        <span class="tile numbered" :class="look.color"><span class="emoji" aria-hidden="true">{{ emoji }}</span>
          <span class="number" aria-hidden="true">{{ number }}</span></span>
        <button type="button" class="btn text slim grip" :data-grab="'step:' + step" :aria-expanded="moving ? 'true' : 'false'"
          :aria-label="say.move + ': ' + spoken" @click="toggle" @keydown="key">
          <span class="icon icon-grip" aria-hidden="true"></span>{{ say.move }}</button>
      </div>
      <button type="button" class="bcard-open" :aria-label="spoken + ': ' + say.change" @click="open">{{ name }}</button>
      <p v-if="task" class="bcard-task soft small">{{ task }}</p>
      <p v-if="reads" class="small">{{ reads }}</p>
      <ul v-if="marks.length" class="marks"><li v-for="mark in marks" :key="mark">{{ mark }}</li></ul>
      <p v-if="trouble" class="error small">{{ trouble }}</p>
      <p v-if="look.word" class="state" :class="look.color"><span class="sign" aria-hidden="true">{{ look.sign }}</span>{{ look.word }}</p>
      <div v-if="moving" class="bcard-ways">
        <button v-for="way in ways" :key="way[0]" type="button" class="btn text slim" :data-way="way[0]"
          :aria-label="way[1] + ': ' + spoken" @click="go(way[0], $event)">
          <span class="icon" :class="'icon-' + way[2]" aria-hidden="true"></span>{{ way[1] }}</button>
      </div>
    </li>`,
  props: {
    step: String,
    number: Number,
    column: Number,
    lane: Number,
    emoji: String,
    name: String,
    spoken: String,
    task: String,
    reads: String,
    marks: Array,
    trouble: String,
    look: Object,
    ways: Array,
  },
  emits: ["open", "go"],
  inject: ["say"],
  data: () => ({ moving: false }),
  methods: {
    toggle() {
      this.moving = !this.moving;
    },
    open(event) {
      if (event.detail < 2) this.$emit("open");
    },
    key(event) {
      const way = KEYS[event.key];
      if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.$emit("go", way);
    },
    go(way, event) {
      if (event.detail < 2) this.$emit("go", way); // the second half of a double click is no second wish
    },
  },
};
