// A button on which a second click does nothing while the first one is at work.
export default {
  template: `<button type="button" :aria-disabled="working ? 'true' : null" :aria-busy="working ? 'true' : null" @click="press">
    <slot></slot><span v-if="working" class="working" aria-hidden="true"></span></button>`,
  props: { local: Boolean }, // done in the browser at once: nothing to wait for
  emits: ["click"],
  data: () => ({ working: false, since: 0, timer: null }),
  methods: {
    press() {
      if (this.working) return;
      if (!this.local) {
        this.working = true;
        this.since = performance.now();
        this.timer = setTimeout(this.release, 30000); // never stay locked when the answer got lost
      }
      this.$emit("click");
    },
    done() {
      clearTimeout(this.timer);
      this.timer = setTimeout(this.release, Math.max(0, 600 - (performance.now() - this.since)));
    },
    release() {
      this.working = false;
    },
  },
  beforeUnmount() {
    clearTimeout(this.timer);
  },
};
