// A choice inside a sentence: a real select that looks like an underlined word.
export default {
  template: `<span class="pick"><select ref="control" :aria-label="label" :value="text" @change="chosen">
    <option v-for="choice in choices" :key="choice[0]" :value="choice[0]">{{ choice[1] }}</option>
  </select></span>`,
  props: { value: String, label: String, choices: Array },
  emits: ["update:value"],
  data() {
    return { text: this.value ?? "" };
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
