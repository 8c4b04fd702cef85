"""Which models of a list write text: most lists say nothing about what a model can do, only its name does."""

from __future__ import annotations

import re

_NOT_FOR_TEXT = re.compile(
    r'(?:^|[-_/.: ])(?:embed|embedding|embeddings|tts|whisper|transcribe|audio|realtime|moderation|image|images|imagen'
    r'|dall-e|sora|veo|lyria|rerank|reranker|ocr|diffusion|flux|clip|stt|speech|babbage|davinci|computer-use|aqa|live)'
    r'(?:[-_/.: ]|\d|$)'
    r'|^(?:bge-|nomic-embed|mxbai-embed|all-minilm|snowflake-arctic-embed)',
    re.IGNORECASE,
)


def writes_text(name: str) -> bool:
    """False when the name says that the model makes sound, pictures or numbers."""
    return not _NOT_FOR_TEXT.search(name)
