// A choice inside a sentence: underlined words that wrap, with a real select lying invisibly over them.
export default {
  template: `<span class="pick" :class="{ wrong }"><span class="chosen" aria-hidden="true">{{ shown }}</span>
    <select ref="control" :aria-label="label" :aria-invalid="wrong ? 'true' : null" :value="text" @change="chosen">
      <option v-for="choice in choices" :key="choice[0]" :value="choice[0]">{{ choice[1] }}</option>
    </select></span>`,
  props: { value: String, label: String, choices: Array, wrong: Boolean },
  emits: ["update:value"],
  data() {
    return { text: this.value ?? "" };
  },
  computed: {
    shown() {
      return this.choices.find((choice) => choice[0] === this.text)?.[1] ?? "";
    },
  },
  watch: {
    value(fresh) {
      this.text = fresh ?? "";
    },
  },
  methods: {
    chosen(event) {
      this.text = event.target.value;
      this.$emit("update:value", this.text);
    },
    focus() {
      this.$refs.control.focus();
    },
  },
};
