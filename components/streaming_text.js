// Text that grows while a bot writes: pieces are appended as text nodes, never parsed as HTML.
export default {
  template: `<div class="writing" tabindex="0" role="group" :aria-label="label"></div>`,
  props: { before: String, label: String },
  mounted() {
    this.$el.textContent = this.before;
    this.stick();
  },
  methods: {
    append(text) {
      const atEnd = this.$el.scrollHeight - this.$el.scrollTop - this.$el.clientHeight < 40;
      this.$el.append(document.createTextNode(text));
      if (atEnd) this.stick();
    },
    restart(text) {
      this.$el.textContent = text;
      this.stick();
    },
    stick() {
      this.$el.scrollTop = this.$el.scrollHeight;
    },
  },
};
