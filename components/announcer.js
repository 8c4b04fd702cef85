// Says status changes to screen readers: each sentence once, politely or at once.
export default {
  template: `<div class="spoken"><div role="status" aria-live="polite"><p v-for="line in calm" :key="line.id">{{ line.text }}</p></div>
    <div role="alert" aria-live="assertive"><p v-for="line in urgent" :key="line.id">{{ line.text }}</p></div></div>`,
  data: () => ({ calm: [], urgent: [], count: 0 }),
  methods: {
    say(text, urgent) {
      const list = urgent ? this.urgent : this.calm;
      const id = ++this.count;
      list.push({ id, text });
      setTimeout(() => list.splice(list.findIndex((line) => line.id === id), 1), 15000);
    },
  },
};
