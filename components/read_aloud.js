// Reads the shown text aloud with the browser's own voice; sentence by sentence, because long pieces break off.
export default {
  template: `<button v-if="able" type="button" class="btn two" @click="toggle"><span :class="'icon icon-' + (on ? 'stop' : 'speaker')" aria-hidden="true"></span>{{ on ? stopLabel : label }}</button>`,
  props: { target: String, label: String, stopLabel: String, language: String },
  data: () => ({ on: false, able: "speechSynthesis" in window }),
  methods: {
    toggle() {
      if (this.on) return this.stop();
      const source = document.getElementById(this.target);
      source.classList.add("reading"); // marks and questions are no part of the text
      const text = source.innerText;
      source.classList.remove("reading");
      const pieces = text.match(/[^.!?\n]+[.!?]*\s*/g) || [];
      speechSynthesis.cancel();
      this.on = true;
      pieces.forEach((piece, index) => {
        const speech = new SpeechSynthesisUtterance(piece);
        speech.lang = this.language;
        speech.rate = 0.95;
        if (index === pieces.length - 1) speech.onend = () => (this.on = false);
        speech.onerror = () => (this.on = false);
        speechSynthesis.speak(speech);
      });
    },
    stop() {
      this.on = false;
      speechSynthesis.cancel();
    },
  },
  beforeUnmount() {
    if (this.on) this.stop();
  },
};
