// Adds files: a button, the camera, dropping them here, or pasting. Sends two at a time and shows how far each is.
const AT_ONCE = 2;
const SEEN = 6; // bars; of the other files only the number is shown
const GENERIC = /^image\.(\w+)$/i; // what cameras and clipboards call every picture

export default {
  template: `
    <div class="upload" :class="{ over, quiet }" @dragenter.prevent="over = true" @dragover.prevent="over = true"
      @dragleave="leave" @drop.prevent="drop">
      <input ref="picker" type="file" :multiple="!single" :accept="accept" hidden @change="picked">
      <button type="button" class="btn" :class="quiet ? 'text slim' : 'two'" :aria-busy="busy ? 'true' : null" @click="$refs.picker.click()">
        <span class="icon icon-plus" aria-hidden="true"></span>{{ words.choose }}</button>
      <template v-if="photo && camera">
        <input ref="camera" type="file" accept="image/*" capture="environment" hidden @change="picked">
        <button type="button" class="btn" :class="quiet ? 'text slim' : 'two'" @click="$refs.camera.click()">
          <span class="icon icon-camera" aria-hidden="true"></span>{{ words.photo }}</button>
      </template>
      <p v-if="!quiet" class="soft small">{{ words.drop }}</p>
      <ul v-if="files.length" class="stack tight">
        <li v-for="file in files.slice(0, seen)" :key="file.id">
          <label :for="uid + file.id">{{ file.name }}</label>
          <progress :id="uid + file.id" max="100" :value="file.percent"></progress>
        </li>
        <li v-if="files.length > seen" class="soft">{{ words.more.replace("{count}", files.length - seen) }}</li>
      </ul>
    </div>`,
  props: { url: String, language: String, limit: Number, words: Object, single: Boolean, accept: String, quiet: Boolean, whole: Number, photo: Boolean },
  emits: ["begun", "added", "piece", "answer", "refused"],
  data: () => ({ files: [], over: false, count: 0, working: 0, seen: SEEN, camera: matchMedia("(pointer: coarse)").matches }),
  computed: {
    uid() {
      return `u${this.$attrs.id}-`;
    },
    busy() {
      return this.files.length > 0;
    },
  },
  mounted() {
    // A quiet one inside a field takes what is dropped on or pasted into that field, and nothing else.
    this.area = (this.quiet && this.$el.parentElement.closest(".field, .takes-files")) || document;
    this.area.addEventListener("paste", this.pasted);
    if (this.area !== document) for (const name of ["dragenter", "dragover", "dragleave", "drop"]) this.area.addEventListener(name, this.dragged);
  },
  beforeUnmount() {
    this.area.removeEventListener("paste", this.pasted);
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) this.area.removeEventListener(name, this.dragged);
  },
  methods: {
    picked(event) {
      this.add(event.target.files);
      event.target.value = "";
    },
    drop(event) {
      this.over = false;
      this.add(event.dataTransfer.files);
    },
    leave(event) {
      const area = this.area === document ? this.$el : this.area;
      if (!area.contains(event.relatedTarget)) this.over = false;
    },
    dragged(event) {
      if (event.defaultPrevented || !event.dataTransfer.types.includes("Files")) return; // a piece of text goes its own way
      if (event.type === "dragleave") return this.leave(event);
      event.preventDefault();
      this.over = true;
      if (event.type === "drop") this.drop(event);
    },
    pasted(event) {
      const { files, types } = event.clipboardData ?? {};
      if (types?.includes("text/html") && types.includes("text/plain")) return; // a table or letter brings its picture along
      if (files?.length) {
        event.preventDefault();
        event.stopPropagation();
        this.add(files);
      }
    },
    add(list) {
      const files = this.single ? [...list].slice(0, 1) : [...list];
      if (!files.length) return;
      for (const file of files) this.files.push({ id: ++this.count, file, name: this.storable(this.named(file)), percent: 0, sent: false });
      this.$emit("begun", this.files.at(-1).name, files.length);
      while (this.working < (this.quiet ? 1 : AT_ONCE) && this.files.some((entry) => !entry.sent)) this.work();
    },
    // Two photos must not have one name: the second would take the place of the first.
    named(file) {
      const generic = file.name.match(GENERIC);
      if (!generic || !this.photo) return file.name;
      const now = new Date();
      const two = (number) => String(number).padStart(2, "0");
      const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
      const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(".");
      return `${this.words.photoName} ${day} ${time}.${generic[1]}`;
    },
    // The name as every computer can store it; the server checks it again.
    storable(name) {
      const clean = name.normalize("NFC").replace(/[\/\\:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "-").trim();
      const dot = clean.lastIndexOf(".");
      const end = dot > 0 ? clean.slice(dot).slice(0, 12) : "";
      const start = (dot > 0 ? clean.slice(0, dot) : clean).replace(/^\.+/, "");
      return (start.slice(0, 100).trim() || "-") + end;
    },
    async work() {
      this.working += 1;
      for (let entry; (entry = this.files.find((one) => !one.sent)); ) {
        entry.sent = true;
        const outcome = await this.send(entry);
        if (outcome.key) this.$emit("refused", outcome);
        else if (this.whole) this.hand(outcome.body);
        else this.$emit("added", entry.name, outcome.sha256);
        this.files = this.files.filter((one) => one.id !== entry.id);
      }
      this.working -= 1;
    },
    send(entry) {
      if (entry.file.size > this.limit) return { key: "big", name: entry.name };
      return new Promise((resolve) => {
        const request = new XMLHttpRequest();
        const lost = () => resolve({ key: "file_lost", name: entry.name });
        request.open("POST", this.url);
        request.setRequestHeader("Accept-Language", this.language);
        request.upload.onprogress = (event) => (entry.percent = Math.round((100 * event.loaded) / (event.total || 1)));
        request.onerror = request.onabort = lost;
        request.onload = () =>
          resolve(request.status < 300 ? { sha256: this.field(request, "sha256"), body: request.responseText } : { key: this.reason(request), name: entry.name });
        const form = new FormData();
        form.append("file", entry.file, entry.name);
        request.send(form);
      });
    },
    // The whole answer, its text cut at `whole` letters, in pieces: one message must stay below 1 MB.
    hand(body) {
      this.area.querySelector?.(".control")?.dispatchEvent(new Event("change")); // what was typed meanwhile is told first
      const answer = JSON.parse(body);
      answer.cut = answer.text?.length > this.whole;
      if (answer.cut) answer.text = answer.text.slice(0, this.end(answer.text, this.whole));
      const json = JSON.stringify(answer);
      for (let start = 0, stop; start < json.length; start = stop) this.$emit("piece", json.slice(start, (stop = this.end(json, start + 100000))));
      this.$emit("answer");
    },
    // A place to cut that leaves an emoji whole.
    end(text, at) {
      return /[\ud800-\udbff]/.test(text[at - 1] ?? "") ? at - 1 : at;
    },
    reason(request) {
      const key = this.field(request, "type").match(/(?:\/problems\/|#error-)(\w+)$/)?.[1];
      return key || (request.status === 413 ? "big" : "unknown");
    },
    field(request, name) {
      try {
        return String(JSON.parse(request.responseText)[name] ?? "");
      } catch {
        return "";
      }
    },
  },
};
