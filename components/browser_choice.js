// A choice that lives in this browser: one button per option, the chosen one pressed.
export default {
  template: `<div class="choices" role="group" :aria-label="label">
    <button v-for="option in options" :key="option[0]" type="button" class="btn two" :lang="option[2] || null"
      :aria-pressed="option[0] === chosen ? 'true' : 'false'" @click="choose(option[0])">{{ option[1] }}</button></div>`,
  props: { what: String, label: String, options: Array, now: String },
  emits: ["chosen"],
  data() {
    return { chosen: this.now };
  },
  mounted() {
    const read = { Theme: window.chosenTheme, Letters: window.chosenLetters }[this.what];
    if (read) this.chosen = read();
  },
  methods: {
    choose(value) {
      this.chosen = value;
      window[`choose${this.what}`](value);
      this.$emit("chosen", value);
    },
  },
};
