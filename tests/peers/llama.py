"""The real llama.cpp server, with a tiny model of random numbers made on the spot: real protocol, no meaning."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import gguf
import httpx
import numpy as np
import xllamacpp

WORDS = (
    'am Kuchen die heute Rezept lang Brief Amt und der das ein Haus Garten schön grün für über Straße Öl Katze Hund '
    'Vogel Baum Blume Wasser Feuer Erde Luft Sonne Mond Stern Tag Nacht Jahr Woche Stunde Minute Zeit Weg'
).split()
WIDTH, INNER, BLOCKS = 64, 128, 2


def make_model(path: Path) -> Path:
    """Write a llama of half a megabyte: 259 byte tokens, some German words, random weights."""
    random = np.random.default_rng(7)
    tokens = [b'<unk>', b'<s>', b'</s>', *(f'<0x{byte:02X}>'.encode() for byte in range(256))]
    tokens += [('\u2581' + word).encode() for word in WORDS]
    writer = gguf.GGUFWriter(str(path), 'llama')
    writer.add_context_length(131_072)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(BLOCKS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(4)
    writer.add_head_count_kv(4)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // 4)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(0)
    writer.add_tokenizer_model('llama')
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([2, 3, 3] + [6] * 256 + [1] * len(WORDS))
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template("{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:")
    _add_weights(writer, random, len(tokens))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def start(model: Path, *, api_key: str = '', context: int = 32_768, embeddings: bool = False) -> tuple[Any, str]:
    """A running server and its address; it stops when the first value is let go of."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.model_alias = {'zufall'}
    parameters.hostnames = ['127.0.0.1']
    parameters.port = free_port()
    parameters.n_ctx = context
    parameters.n_parallel = 2
    parameters.cpuparams.n_threads = 1
    parameters.warmup = False
    parameters.offline = True
    parameters.endpoint_slots = True
    if embeddings:  # it answers nothing else then
        last = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_LAST
        parameters.embedding, parameters.pooling_type = True, last  # a mean would depend on what was asked before
    if api_key:
        parameters.api_keys = [api_key]
    server = xllamacpp.Server(parameters)
    return server, str(server.listening_address)


async def busy_slots(url: str) -> int:
    """How many answers the server is writing just now."""
    async with httpx.AsyncClient(trust_env=False) as client:
        slots = (await client.get(f'{url}/slots')).json()
    return sum(slot['is_processing'] for slot in slots)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as door:
        door.bind(('127.0.0.1', 0))
        return int(door.getsockname()[1])


def _add_weights(writer: gguf.GGUFWriter, random: np.random.Generator, words: int) -> None:
    def numbers(*shape: int) -> np.ndarray:
        return random.normal(0, 0.2, shape).astype(np.float32)

    output = numbers(words, WIDTH) * 3
    output[:259] *= 0.001  # it answers in words, not in single bytes, and never comes to an end by itself
    writer.add_tensor('token_embd.weight', numbers(words, WIDTH))
    writer.add_tensor('output.weight', output)
    writer.add_tensor('output_norm.weight', np.ones(WIDTH, np.float32))
    square, up, down = (WIDTH, WIDTH), (INNER, WIDTH), (WIDTH, INNER)
    shapes = {'attn_q': square, 'attn_k': square, 'attn_v': square, 'attn_output': square}
    shapes |= {'ffn_gate': up, 'ffn_up': up, 'ffn_down': down}
    for block in range(BLOCKS):
        for name, shape in shapes.items():
            writer.add_tensor(f'blk.{block}.{name}.weight', numbers(*shape))
        for name in ('attn_norm', 'ffn_norm'):
            writer.add_tensor(f'blk.{block}.{name}.weight', np.ones(WIDTH, np.float32))
