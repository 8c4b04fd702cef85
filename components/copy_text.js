// Copies the shown text: with its headings and lists for Word and mail, plain for everything else.
export default {
  template: `<button type="button" class="btn" @click="copy"><span :class="'icon icon-' + (done ? 'check' : 'copy')" aria-hidden="true"></span>{{ done ? doneLabel : label }}</button>`,
  props: { target: String, label: String, doneLabel: String },
  emits: ["copied"],
  data: () => ({ done: false, timer: null }),
  methods: {
    async copy() {
      const source = document.getElementById(this.target);
      source.classList.add("reading"); // marks and questions are no part of the text
      const copied = (await this.modern(source)) || this.classic(source);
      source.classList.remove("reading");
      if (!copied) return;
      this.done = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => (this.done = false), 10000);
      this.$emit("copied");
    },
    async modern(source) {
      try {
        const clean = source.cloneNode(true);
        clean.querySelectorAll(".cite, .unread").forEach((element) => element.remove());
        const item = (type, text) => new Blob([text], { type });
        await navigator.clipboard.write([
          new ClipboardItem({ "text/html": item("text/html", clean.innerHTML), "text/plain": item("text/plain", source.innerText) }),
        ]);
        return true;
      } catch {
        return false; // plain http in the home network has no clipboard interface
      }
    },
    classic(source) {
      const selection = window.getSelection();
      const range = document.createRange();
      range.selectNodeContents(source);
      selection.removeAllRanges();
      selection.addRange(range);
      const copied = document.execCommand("copy");
      selection.removeAllRanges();
      return copied;
    },
  },
  beforeUnmount() {
    clearTimeout(this.timer);
  },
};
