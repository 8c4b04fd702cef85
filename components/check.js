// A tick box with its text; all of it can be pressed.
export default {
  template: `<label class="option"><input ref="control" type="checkbox" :checked="on" @change="changed"><span v-if="emoji" class="emoji" aria-hidden="true">{{ emoji }}</span><span>{{ label }}</span></label>`,
  props: { value: Boolean, label: String, emoji: String },
  emits: ["update:value"],
  data() {
    return { on: this.value };
  },
  watch: {
    value(fresh) {
      this.on = fresh;
    },
  },
  methods: {
    changed(event) {
      this.on = event.target.checked;
      this.$emit("update:value", this.on);
    },
    focus() {
      this.$refs.control.focus();
    },
  },
};
