// Tells that the computer cannot be reached; NiceGUI reconnects or reloads by itself.
export default {
  template: `<div role="status" aria-live="polite"><div v-if="lost" class="offline"><span class="icon icon-plug" aria-hidden="true"></span><span>{{ sentence }}</span></div></div>`,
  props: { sentence: String },
  data: () => ({ lost: false, timer: null, wait: null }),
  mounted() {
    const watch = () => {
      if (!window.socket) {
        this.wait = setTimeout(watch, 100);
        return;
      }
      window.socket.on("disconnect", this.gone);
      window.socket.on("connect", this.back);
      window.socket.on("connect_error", this.refused);
    };
    watch();
  },
  beforeUnmount() {
    clearTimeout(this.wait);
    clearTimeout(this.timer);
    window.socket?.off("disconnect", this.gone);
    window.socket?.off("connect", this.back);
    window.socket?.off("connect_error", this.refused);
  },
  methods: {
    gone() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => (this.lost = true), 1500); // a blink of Wi-Fi is not worth a word
    },
    async refused() {
      // The computer answers, but the sign-in of this browser has ended: the way on is the sign-in page.
      const answer = await fetch("/", { redirect: "manual" }).catch(() => null);
      if (answer?.type === "opaqueredirect") location.href = "/anmelden";
    },
    back() {
      clearTimeout(this.timer);
      this.lost = false;
    },
  },
};
