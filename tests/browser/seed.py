"""Fills a running program through its REST interface, as a program of its owner would."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from app.services.shelves import entry_key
from tests.app.services.exchange import as_file
from tests.papers import pdf

BLOG = 'blog-artikel'


class Seed:
    """Calls the REST interface of one running program."""

    def __init__(self, url: str) -> None:
        self._api = f'{url}/api'

    def template(self, template_id: str = BLOG) -> dict[str, Any]:
        """A recipe copied from a template."""
        return self._post(f'/templates/{template_id}/copy')

    def example(self, template_id: str = BLOG) -> dict[str, str]:
        """The filled example of a template."""
        found: dict[str, str] = next(t['example_inputs'] for t in self.get('/templates') if t['id'] == template_id)
        return found

    def finished_run(self, template_id: str = BLOG) -> dict[str, Any]:
        """A run of that template with its example, waited for."""
        recipe = self.template(template_id)
        return self._post(f'/pipelines/{recipe["id"]}/run?wait=20', {'inputs': self.example(template_id)})

    def failed_run(self) -> dict[str, Any]:
        """A run that fails because its AI service is not there (a closed port of this computer)."""
        gone = self.connection('http://127.0.0.1:9/v1', 'm')
        bot = self.bot('Stille', model=f'{gone["id"]}/m')
        run = self.start([{'bot_id': bot['id'], 'instruction': 'Schreib etwas.', 'retries': 0}], wait=20)
        self._delete(f'/connections/{gone["id"]}')  # else it stays the usual AI of the whole program
        return run

    def again(self, run: dict[str, Any], **inputs: str) -> dict[str, Any]:
        """Another finished run of the same recipe, with other inputs where given."""
        return self._post(f'/pipelines/{run["pipeline_id"]}/run?wait=20', {'inputs': run['inputs'] | inputs})

    def begin(self, recipe_id: str, **inputs: str) -> dict[str, Any]:
        """A run that has just begun."""
        return self._post(f'/pipelines/{recipe_id}/run', {'inputs': inputs})

    def waiting_run(self, text: str = 'Liebe Nachbarn, kommt alle zum Fest!', **ask: Any) -> dict[str, Any]:
        """A run that asks a person about this text at once; no AI is needed for it."""
        fields = [{'key': 'text', 'label': 'Text', 'kind': 'longtext', 'required': True}]
        step = {'id': 'pruefen', 'kind': 'ask', 'name': 'Rundbrief prüfen', 'input_source': 'start'} | ask
        recipe = self._post('/pipelines', {'name': 'Rundbrief', 'inputs': fields, 'steps': [step]})
        return self.until_asked(self._post(f'/pipelines/{recipe["id"]}/run', {'inputs': {'text': text}}))

    def until_asked(self, run: dict[str, Any]) -> dict[str, Any]:
        """The run as soon as it waits for a person."""
        with httpx.stream('GET', f'{self._api}/runs/{run["id"]}/events', timeout=60, trust_env=False) as events:
            next(line for line in events.iter_lines() if 'step.asked' in line)
        found: dict[str, Any] = self.get(f'/runs/{run["id"]}')
        return found

    def connection(self, base_url: str, model: str) -> dict[str, Any]:
        """A connection to an OpenAI-compatible server of this computer."""
        body = {'kind': 'openai', 'name': 'Probe', 'base_url': base_url, 'default_model': model}
        return self._post('/connections', body)

    def start(self, steps: list[dict[str, Any]], wait: int = 0) -> dict[str, Any]:
        """A run of a new recipe with these steps; finished when `wait` seconds were enough."""
        recipe = self._post('/pipelines', {'name': 'Probe', 'steps': steps})
        return self._post(f'/pipelines/{recipe["id"]}/run' + (f'?wait={wait}' if wait else ''), {'inputs': {}})

    def recipe(self, fields: dict[str, Any]) -> dict[str, Any]:
        """A recipe."""
        return self._post('/pipelines', fields)

    def bot(self, name: str, **fields: Any) -> dict[str, Any]:
        """A bot."""
        return self._post('/bots', {'name': name} | fields)

    def workspace(self, name: str, **fields: Any) -> dict[str, Any]:
        """A folder that several bots may read."""
        return self._post('/workspaces', {'name': name} | fields)

    def document(self, place: str, name: str, content: bytes) -> dict[str, Any]:
        """A file in the folder of a bot or workspace (`place` like '/bots/ID'), read to its end."""
        answer = httpx.post(f'{self._api}{place}/docs', files={'file': (name, content)}, timeout=60, trust_env=False)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        httpx.get(f'{self._api}{place}/docs/{quote(found["name"], safe="")}/text', timeout=60, trust_env=False)
        return found

    def cited_run(self, name: str = 'Jurist') -> tuple[str, str]:
        """A bot with a contract to read, and a run of it that names passages: their ids."""
        bot = self.bot(name, emoji='⚖️')['id']
        self.document(f'/bots/{bot}', 'Mietvertrag.pdf', pdf())
        self.document(f'/bots/{bot}', 'Notizen.txt', 'Der Schlüssel liegt bei Frau Meier.'.encode())
        run = self._post(f'/bots/{bot}/run?wait=30', {'input': 'Wie hoch ist die Kaution?'})
        return bot, run['id']

    def ready_bot(self, key: str) -> dict[str, Any]:
        """A ready bot, taken."""
        return self._post(f'/personalities/{key}/copy')

    def change_a_little(self, recipe_id: str, bot_id: str) -> None:
        """Another task for the first step of a recipe, and another personality for a bot: both have versions then."""
        recipe = self.get(f'/pipelines/{recipe_id}')
        first, *others = recipe['steps']
        steps = [{**first, 'instruction': f'{first["instruction"]} Bleib dabei kurz.'}, *others]
        self._put(f'/pipelines/{recipe_id}', {'steps': steps, 'version': recipe['version']})
        personality = self.get(f'/bots/{bot_id}')['system_prompt']
        self._put(f'/bots/{bot_id}', {'system_prompt': f'{personality} Bleib immer freundlich.'})

    def shelf(self, folder: Path) -> tuple[str, str]:
        """A shelf with something new, something newer and something broken: its id, and the key of the newer one."""
        folder.mkdir()
        (folder / 'Rechnungen.rezept').write_bytes(as_file())
        shelf = self._post('/shelves', {'place': str(folder)})['id']
        mine = self._post(f'/shelves/{shelf}/recipes/Rechnungen.rezept/import')['pipeline']
        self._put(f'/pipelines/{mine["id"]}', {'name': 'Meine Rechnungen', 'version': mine['version']})
        newer = {'recipes.0.name': 'Rechnungen sorgfältig prüfen', 'recipes.0.description': 'Genauer als vorher.'}
        (folder / 'Rechnungen.rezept').write_bytes(as_file(**newer))
        (folder / 'Neu.rezept').write_bytes(as_file(made_by='Ben', **{'recipes.0.name': 'Belege prüfen'}))
        (folder / 'kaputt.rezept').write_bytes(b'x')
        return shelf, entry_key('Rechnungen.rezept')

    def get(self, path: str) -> Any:
        """What `GET /api{path}` answers."""
        return httpx.get(self._api + path, timeout=30, trust_env=False).raise_for_status().json()

    def _delete(self, path: str) -> None:
        httpx.delete(self._api + path, timeout=30, trust_env=False).raise_for_status()

    def _put(self, path: str, body: Any) -> None:
        answer = httpx.put(self._api + path, json=body, timeout=30, trust_env=False)
        assert answer.is_success, answer.text

    def _post(self, path: str, body: Any = None) -> dict[str, Any]:
        answer = httpx.post(self._api + path, json=body if body is not None else {}, timeout=30, trust_env=False)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found
