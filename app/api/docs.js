'use strict';
// Draws /api/openapi.json. Only text nodes are made from the description, never markup.

const METHODS = ['get', 'post', 'put', 'delete'];

function node(tag, text, ...children) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

function table(heads, rows) {
  const head = node('tr', '', ...heads.map((text) => node('th', text)));
  const body = rows.map((row) => node('tr', '', ...row.map((text) => node('td', String(text ?? '')))));
  const box = node('div', '', node('table', '', node('thead', '', head), node('tbody', '', ...body)));
  box.className = 'wide';
  box.tabIndex = 0;
  return box;
}

function resolve(api, schema) {
  if (!schema || !schema.$ref) return schema || {};
  return api.components.schemas[schema.$ref.split('/').pop()] || {};
}

function kind(schema) {
  if (!schema) return '';
  if (schema.$ref) return schema.$ref.split('/').pop();
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf) return [...new Set(schema.anyOf.map(kind))].join(' | ');
  if (schema.type === 'array') return `[${kind(schema.items)}]`;
  return schema.type || 'any';
}

function fields(api, schema) {
  const shape = resolve(api, schema);
  if (!shape.properties) return [node('p', kind(schema))];
  const needed = new Set(shape.required || []);
  const rows = Object.entries(shape.properties).map(([name, value]) => [
    name, kind(value), needed.has(name) ? 'yes' : '', value.description || '',
  ]);
  return [node('p', shape.description || ''), table(['Field', 'Kind', 'Needed', 'Meaning'], rows)];
}

function example(api, method, path, operation) {
  const parts = [`curl -X ${method.toUpperCase()} '${location.origin}/api${path}'`];
  const content = operation.requestBody ? operation.requestBody.content : {};
  if (content['application/json']) {
    const schema = content['application/json'].schema;
    const shape = resolve(api, (schema.anyOf || [schema])[0]);
    const sample = (shape.examples || [{}])[0];
    parts.push("-H 'Content-Type: application/json'", `-d '${JSON.stringify(sample).replaceAll("'", "'\\''")}'`);
  } else if (content['multipart/form-data']) {
    parts.push("-F 'file=@letter.pdf'");
  }
  return node('pre', parts.join(' \\\n  '));
}

function operationBox(api, method, path, operation) {
  const word = node('span', method.toUpperCase());
  word.className = 'method';
  const summary = node('summary', '', word, node('code', `/api${path}`), ` ${operation.summary || ''}`);
  const inside = node('div', '', node('p', operation.description || ''));
  inside.className = 'inside';
  if (operation.parameters && operation.parameters.length) {
    const rows = operation.parameters.map((p) => [p.name, p.in, kind(p.schema), p.required ? 'yes' : '', p.description]);
    inside.append(node('h3', 'Parameters'), table(['Name', 'Place', 'Kind', 'Needed', 'Meaning'], rows));
  }
  const json = operation.requestBody && operation.requestBody.content['application/json'];
  if (json) inside.append(node('h3', 'Body'), ...fields(api, (json.schema.anyOf || [json.schema])[0]));
  inside.append(node('h3', 'Example'), example(api, method, path, operation));
  const answers = Object.entries(operation.responses).map(([status, answer]) => {
    const content = Object.values(answer.content || {})[0];
    return [status, answer.description, content ? kind(content.schema) : ''];
  });
  inside.append(node('h3', 'Answers'), table(['Status', 'Meaning', 'Shape'], answers));
  const box = node('details', '', summary, inside);
  box.dataset.words = `${method} ${path} ${operation.summary} ${operation.description}`.toLowerCase();
  return box;
}

function shapes(api) {
  const boxes = Object.entries(api.components.schemas).map(([name, schema]) => {
    const inside = node('div', '', ...fields(api, schema));
    inside.className = 'inside';
    const box = node('details', '', node('summary', '', node('code', name)), inside);
    box.dataset.words = name.toLowerCase();
    return box;
  });
  return node('section', '', node('h2', 'Shapes'), ...boxes);
}

function draw(api) {
  // Markdown of the description, as far as it has any: paragraphs and code words.
  const plain = api.info.description.replaceAll('`', '').replace(/([^\n])\n(?!\n)/g, '$1 ');
  document.getElementById('about').textContent = plain;
  const areas = new Map();
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const method of METHODS) {
      const operation = operations[method];
      if (!operation) continue;
      const area = (operation.tags || ['other'])[0];
      if (!areas.has(area)) areas.set(area, node('section', '', node('h2', area)));
      areas.get(area).append(operationBox(api, method, path, operation));
    }
  }
  document.getElementById('operations').replaceChildren(...areas.values(), shapes(api));
}

function filter(event) {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const box of document.querySelectorAll('details')) {
    box.hidden = !words.every((word) => box.dataset.words.includes(word));
  }
}

async function start() {
  document.getElementById('filter').addEventListener('input', filter);
  const answer = await fetch('/api/openapi.json');
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  draw(await answer.json());
}

start().catch((error) => {
  document.getElementById('operations').replaceChildren(node('p', `The description could not be read: ${error.message}`));
});
