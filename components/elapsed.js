// Counts the seconds of a running step in the browser; the server sends only where it stood.
export default {
  template: `<span class="soft"><span>{{ text }}</span><span v-if="late"> · {{ words.slow }}</span></span>`,
  props: { seconds: Number, words: Object },
  data() {
    return { start: performance.now() - 1000 * this.seconds, text: "", late: false, timer: null };
  },
  mounted() {
    this.show();
    this.timer = setInterval(this.show, 1000);
  },
  beforeUnmount() {
    clearInterval(this.timer);
  },
  methods: {
    show() {
      const whole = Math.max(0, Math.floor((performance.now() - this.start) / 1000));
      const fill = ([one, many], count) => (count === 1 ? one : many).replace("{count}", count);
      this.late = whole >= 90;
      const minutes = Math.floor(whole / 60);
      const parts = [];
      if (minutes) parts.push(fill(this.words.minutes, minutes));
      if (!minutes || whole % 60) parts.push(fill(this.words.seconds, whole % 60));
      this.text = this.words.since.replace("{time}", parts.join(" "));
    },
  },
};
