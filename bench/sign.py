"""What a batch of signatures costs, and a signed PDF/A of ten unassembled pages (decision 34).

Peers in the same run: pyHanko alone with a key in software, on the same files, in this very process
– no token, no worker, no queue, no store; and pyHanko's own PKCS#11 signer on the same token. The
queue's figure is everything: token, signature, encrypted file, transaction, word to the hub.

    .venv/bin/python bench/sign.py [--documents 10] [--rounds 3] [--json]
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import itertools

import pikepdf
import pkcs11
from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.signers.pdf_cms import Signer

from desk.capture.bridge import WORKER_COMMAND
from desk.capture.decoder import Decoder
from desk.capture.frames import Frame
from desk.capture.job import Job, JobPage, pack_job
from desk.capture.signing_bridge import SigningBridge
from desk.clock import office_time
from desk.threads import start_process
from models.signing import SignatureKind, SigningProfile
from models.store import documents
from tests.support import soft_token
from tests.support.capture_samples import encoded, page_image
from tests.support.signing_desk import CLERK, SigningDesk, opened

WIDTH, HEIGHT, DPI = 1654, 2339, 200
LIMIT_S = 1.0
PROFILE = SigningProfile(SignatureKind.AGENCY_COPY, agency="UBND XÃ THỬ NGHIỆM")


def pages(count: int) -> list[bytes]:
    """A4 colour pages at 200 dpi with the grain of a scanner."""
    grain = Image.effect_noise((WIDTH // 2, HEIGHT // 2), 24).resize((WIDTH, HEIGHT)).convert("RGB")
    made = (Image.blend(page_image(n + 1), grain, 0.2) for n in range(count))
    return [encoded(one, quality=75, dpi=(DPI, DPI)) for one in made]


def job(files: list[bytes]) -> Job:
    lie = tuple(
        JobPage("image/jpeg", number, WIDTH, HEIGHT, DPI, 0, 0) for number in range(len(files))
    )
    return Job("Hợp đồng", datetime(2026, 11, 19, tzinfo=UTC), lie, tuple(files))


def assembled(decoder: Decoder, files: list[bytes]) -> bytes:
    facts, payload = pack_job(job(files))
    return decoder._ask(Frame("assemble", facts, payload)).payload  # noqa: SLF001


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def by_pyhanko(pdf: bytes, signer: Signer) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    meta = PdfSignatureMetadata(
        field_name="Sig1", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    return sign_pdf(writer, meta, signer).getvalue()


def software_signer(kit: soft_token.TokenKit) -> Signer:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    holder = kit.authority.issue(key.public_key(), "So sánh", "Không thiết bị")
    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    return SimpleSigner(
        x509.Certificate.load(holder.der), keys.PrivateKeyInfo.load(der), SimpleCertificateStore()
    )


def spread(took: list[float]) -> dict[str, float]:
    took = sorted(took)
    return {
        "median_ms": round(statistics.median(took) * 1000, 1),
        "p95_ms": round(took[min(len(took) - 1, int(len(took) * 0.95))] * 1000, 1),
    }


def queue_batch(desk: SigningDesk, kit: soft_token.TokenKit, pdf: bytes, count: int) -> list[float]:
    """Every document of a batch with one PIN, from one progress to the next."""
    dossier = desk.kit.receive(*[pdf + b"%%%d\n" % number for number in range(count)])
    now = desk.kit.clock()
    with desk.kit.store.writing() as tx:
        documents.came_from(tx, dossier.id, f"draft {dossier.id}", dossier.documents, now)
        for source in documents.sources(tx, dossier.id).values():
            documents.finish(tx, source, "text", now)
    token = desk.signing.tokens(CLERK)[0]
    moments = []
    fingerprint, pin = kit.agency.fingerprint, soft_token.pin()
    batch = desk.signing.sign(
        CLERK, desk.ids(), token, fingerprint, pin, lambda *_: moments.append(time.perf_counter())
    )
    assert len(batch.signed) == count
    return [b - a for a, b in itertools.pairwise(moments)]


def measure(folder: Path, count: int, rounds: int) -> dict[str, object]:
    kit = soft_token.made(folder / "token")
    os.environ.update(kit.token.environment)
    roots = kit.authority.install(folder / "roots")
    files = pages(10)
    decoder = Decoder(start_process, WORKER_COMMAND, None)
    pdf = assembled(decoder, files)
    software = software_signer(kit)
    desk = opened(folder / "desk", roots)
    queue: list[float] = []
    alone: list[float] = []
    for _ in range(rounds):
        queue += queue_batch(desk, kit, pdf, count)
        alone += [timed(lambda: by_pyhanko(pdf, software)) for _ in range(count)]
    desk.signing.hands.close()
    whole = _whole(decoder, kit, files, rounds)
    on_token = _on_token(kit, pdf, count * rounds)
    decoder.close()
    found = {"queue": spread(queue), "pyhanko alone": spread(alone), "pyhanko pkcs11": on_token}
    ratio = found["queue"]["median_ms"] / found["pyhanko pkcs11"]["median_ms"]
    return {
        "document_kib": round(len(pdf) / 1024),
        "one document of a batch": found,
        "queue / pyhanko pkcs11": round(ratio, 2),
        "ten pages assembled and signed": whole,
        "limit_ms": LIMIT_S * 1000,
        "within": whole["median_ms"] <= LIMIT_S * 1000,
    }


def _on_token(kit: soft_token.TokenKit, pdf: bytes, count: int) -> dict[str, float]:
    """The same token in this process, without a worker; last, since the library stays loaded."""
    token = next(iter(pkcs11.lib(str(soft_token.SOFTHSM)).get_tokens()))
    certificate = x509.Certificate.load(kit.agency.der)
    with token.open(user_pin=soft_token.PIN) as session:
        signer = PKCS11Signer(
            session, signing_cert=certificate, key_id=b"\x01", other_certs_to_pull=None
        )
        return spread([timed(lambda: by_pyhanko(pdf, signer)) for _ in range(count)])


def _whole(
    decoder: Decoder, kit: soft_token.TokenKit, files: list[bytes], rounds: int
) -> dict[str, float]:
    """Ten pages to a signed PDF/A, the worker running and the PIN given, as in mid-batch."""
    bridge = SigningBridge(start_process, office_time, lambda: ())
    (token,) = bridge.tokens(str(soft_token.SOFTHSM))
    bridge.open(token.module, token.serial, kit.agency.fingerprint, soft_token.pin())
    took = []
    for _ in range(max(5, rounds * 2)):
        start = time.perf_counter()
        signed = bridge.sign(assembled(decoder, files), PROFILE).pdf
        took.append(time.perf_counter() - start)
    with pikepdf.open(io.BytesIO(signed)) as read:
        assert len(read.pages) == len(files)
    bridge.close()
    return spread(took[1:])  # the first one imports


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), args.documents, args.rounds)
    print(json.dumps(found, ensure_ascii=False, indent=None if args.json else 2))


if __name__ == "__main__":
    main()
