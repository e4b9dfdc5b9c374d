"""Language models behind a server on this machine: asked, held to a contract, and nowhere else to be found.

The server is a real one on loopback that plays what models do: chatter, refusals, cut-offs, garbage, slowness,
redirects.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from workbench.drafting import draft_texts, load_engine
from workbench.drafting.answers import CUT_OFF, LANGUAGE, NOTHING, REFUSED, accepted
from workbench.drafting.loopback import Loopback
from workbench.drafting.prompts import Prompt, prompt_for
from workbench.errors import EngineError
from workbench.model import TermChoice

COURT = "The court dismissed the appeal."
Play = Callable[[str, dict[str, Any]], str]


class Server:
    """A model server: `play` answers a prompt; what was asked is kept."""

    def __init__(self) -> None:
        self.play: Play = lambda _text, _body: "裁判所は控訴を棄却した。"
        self.asked: list[dict[str, Any]] = []
        self.reason = "stop"
        self.raw: tuple[int, bytes, dict[str, str]] | None = None
        self.lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_given: object) -> None:
                pass

            def do_GET(self) -> None:
                self.send({"models": [{"name": "small:latest"}], "data": [{"id": "small"}]})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with outer.lock:
                    outer.asked.append({"path": self.path, **body})
                if outer.raw:
                    status, data, head = outer.raw
                    self.send(data, status, head)
                    return
                said = outer.play(body["messages"][-1]["content"], body)
                message = {"role": "assistant", "content": said}
                self.send({
                    "message": message, "done_reason": outer.reason,
                    "choices": [{"message": message, "finish_reason": outer.reason}],
                })  # fmt: skip

            def send(
                self, value: object, status: int = 200, head: dict[str, str] | None = None
            ) -> None:
                data = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(status)
                for name, text in (head or {}).items():
                    self.send_header(name, text)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def prompts(self) -> list[str]:
        """The last message of each request."""
        return [each["messages"][-1]["content"] for each in self.asked]


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.mark.parametrize("kind", ["ollama", "chat"])
def test_a_sentence_is_asked_for_with_its_terms_and_what_stands_before(
    server: Server, kind: str
) -> None:
    engine = load_engine("en", "ja", engine=f"{kind}:small@{server.address}")
    terms = [(), (TermChoice((4, 9), ("裁判所",), "law.court", ("法廷",)),)]
    drafts = engine.translate(["It rained all night.", COURT], terms=terms)
    assert [draft.target for draft in drafts] == ["裁判所は控訴を棄却した。"] * 2
    assert {(draft.engine, draft.package) for draft in drafts} == {(kind, "small")}
    [prompt] = [text for text in server.prompts() if "court" in text]
    assert "court → 裁判所" in prompt
    assert "never: 法廷" in prompt
    assert "It rained all night." in prompt
    assert prompt.rstrip().endswith(COURT)


def test_the_settings_are_such_that_the_same_question_gets_the_same_answer(server: Server) -> None:
    load_engine("en", "ja", engine=f"ollama:small@{server.address}").translate([COURT])
    load_engine("en", "ja", engine=f"chat:small@{server.address}").translate([COURT])
    one, other = server.asked
    assert (one["options"]["temperature"], one["options"]["seed"], one["think"]) == (0, 1, False)
    assert (other["temperature"], other["seed"]) == (0, 1)
    size = sum(len(m["content"].encode()) for m in one["messages"])
    assert one["options"]["num_ctx"] >= size + one["options"]["num_predict"], (
        "nothing is cut silently"
    )


def test_many_sentences_are_asked_at_once_and_come_back_in_order(server: Server) -> None:
    running, most = [0], [0]

    def slow(text: str, _body: dict[str, Any]) -> str:
        with server.lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        until = time.monotonic() + 30
        while most[0] < 2 and time.monotonic() < until:  # the others are on their way
            time.sleep(0.01)
        with server.lock:
            running[0] -= 1
        return "訳" + text.split()[-1]

    server.play = slow
    engine = load_engine("en", "ja", engine=f"chat:small@{server.address}")
    sentences = [f"This is sentence {n}" for n in range(12)]
    counted: list[int] = []
    drafts = engine.translate(sentences, on_progress=lambda done, _all: counted.append(done))
    assert [draft.target for draft in drafts] == [f"訳{n}" for n in range(12)]
    assert counted == list(range(1, 13))
    assert 1 < most[0] <= 4


ANSWERS = {
    "as it should be": ("裁判所は控訴を棄却した。", "裁判所は控訴を棄却した。"),
    "a fence": ("```\n裁判所は控訴を棄却した。\n```", "裁判所は控訴を棄却した。"),
    "a fence with a name": ("```japanese\n裁判所は控訴を棄却した。\n```", "裁判所は控訴を棄却した。"),
    "thinking": ("<think>court is 裁判所</think>\n裁判所は控訴を棄却した。", "裁判所は控訴を棄却した。"),
    "thinking whose beginning was eaten": ("court…</think>裁判所は控訴を棄却した。", "裁判所は控訴を棄却した。"),
    "a preamble": ("Sure, here is the translation:\n裁判所は控訴を棄却した。", "裁判所は控訴を棄却した。"),
    "a heading": ("Japanese translation: 裁判所は控訴を棄却した。", "裁判所は控訴を棄却した。"),
    "a Japanese preamble": ("以下が翻訳です：\n裁判所は控訴を棄却した。", "裁判所は控訴を棄却した。"),
    "quotation marks": ("「裁判所は控訴を棄却した。」", "裁判所は控訴を棄却した。"),
    "an explanation after it": (
        "裁判所は控訴を棄却した。\n\nNote: “dismissed” is 棄却 in civil cases.", "裁判所は控訴を棄却した。",
    ),
    "a note on the next line": ("裁判所は控訴を棄却した。\n（注：民事の場合）", "裁判所は控訴を棄却した。"),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_what_models_say_around_a_translation_is_taken_off(name: str) -> None:
    answer, wanted = ANSWERS[name]
    assert accepted(answer, COURT, "ja") == (wanted, "")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("I'm sorry, but I can't help with translating this content.", REFUSED),
        ("申し訳ありませんが、そのリクエストにはお応えできません。", REFUSED),
        ("The court dismissed the appeal.", LANGUAGE),
        ("El tribunal desestimó el recurso.", LANGUAGE),
        ("", NOTHING),
        ("<think>so the court", NOTHING),
    ],
)
def test_what_is_no_translation_is_none(answer: str, code: str) -> None:
    assert accepted(answer, COURT, "ja") == ("", code)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("“I’m sorry, I cannot help you,” the clerk said.", "「申し訳ありません。お手伝いできません」と職員は言った。"),
        ("AP", "AP通信"),
        ("Sato", "Sato"),
        ("Here is the list: rice, salt.", "一覧は次のとおり：米、塩。"),
        ("“We waited,” he said.", "「私たちは待った」"),
        ("Note: the office is closed.", "注：事務所は休みです。"),
    ],
)  # fmt: skip
def test_what_only_looks_like_chatter_stays(source: str, answer: str) -> None:
    assert accepted(answer, source, "ja") == (answer, "")


def test_an_answer_that_was_cut_off_is_none() -> None:
    assert accepted("裁判所は控訴を", COURT, "ja", finished=False) == ("", CUT_OFF)


def test_a_bad_answer_is_asked_about_once_more(server: Server) -> None:
    """The model hears what it said and why that will not do."""

    def play(text: str, _body: dict[str, Any]) -> str:
        return (
            "裁判所は控訴を棄却した。"
            if "cannot be used" in text
            else "I cannot assist with this request."
        )

    server.play = play
    engine = load_engine("en", "ja", engine=f"ollama:small@{server.address}")
    [draft] = engine.translate([COURT])
    assert draft.target == "裁判所は控訴を棄却した。"
    assert len(server.asked) == 2
    assert "I cannot assist" in server.prompts()[1]


def test_what_is_refused_twice_is_left_empty_and_said(server: Server) -> None:
    server.play = lambda _text, _body: "I'm sorry, I can't help with that request."
    engine = load_engine("en", "ja", engine=f"ollama:small@{server.address}")
    [draft] = drafted(engine, [COURT])
    assert draft.target == ""
    assert "refused" in draft.provenance.warnings


def drafted(engine: Any, texts: list[str]) -> list[Any]:
    from workbench.article import cut, segmenter

    by = segmenter("en")
    return draft_texts(engine, texts, cut=lambda text: cut(text, by))


def test_numbers_and_addresses_are_held_to_the_same_verdicts(server: Server) -> None:
    """A model that drops a figure is found out as Argos would be."""
    server.play = lambda _text, _body: "数人が来た。"
    engine = load_engine("en", "ja", engine=f"ollama:small@{server.address}")
    [draft] = drafted(engine, ["About 1,500 people came to the meeting."])
    assert "number" in draft.provenance.warnings
    assert draft.provenance.score is None, "a server says nothing of likelihood"


GARBAGE = {
    "an error": (500, b"model crashed", {}),
    "no JSON": (200, b"<html>", {}),
    "another JSON": (200, b"[]", {}),
    "a redirect": (302, b"", {"Location": "http://192.0.2.1/steal"}),
    "a redirect that keeps the method": (307, b"", {"Location": "http://192.0.2.1/steal"}),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_a_server_that_lies_is_one_line(server: Server, name: str) -> None:
    server.raw = GARBAGE[name]
    engine = load_engine("en", "ja", engine=f"ollama:small@{server.address}")
    with pytest.raises(EngineError) as caught:
        drafted(engine, [COURT])
    assert "\n" not in str(caught.value)
    assert server.address in str(caught.value)


def test_a_silent_server_is_not_waited_for_for_ever(server: Server) -> None:
    server.play = lambda _text, _body: time.sleep(1.5) or ""
    with pytest.raises(EngineError, match="no answer"):
        Loopback(server.address, timeout=0.2).post("/api/chat", {"messages": [{"content": ""}]})


@pytest.mark.parametrize(
    "address",
    ["http://192.0.2.1:11434", "http://[2001:db8::1]:80", "http://0.0.0.0:80", "https://localhost:1", "localhost:11434",
     "http://user@localhost:80", "ftp://localhost", "http://169.254.169.254/"],
)  # fmt: skip
def test_no_address_off_this_machine_is_taken(address: str) -> None:
    with pytest.raises(EngineError):
        Loopback(address)


def test_a_name_that_leads_elsewhere_is_refused_whatever_it_is_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`localhost.example` that resolves to two numbers, one of them abroad."""
    found = [(2, 1, 6, "", (number, 80)) for number in ("127.0.0.1", "192.0.2.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_named: found)
    with pytest.raises(EngineError, match="not on this machine"):
        Loopback("http://localhost:80")


def test_only_loopback_is_ever_connected_to(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every connection of a run is written down; a proxy in the environment is not asked."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.1:3128")
    connected: list[object] = []
    connect = socket.socket.connect

    def noted(self: socket.socket, address: object) -> None:
        connected.append(address)
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", noted)
    drafted(load_engine("en", "ja", engine=f"chat:small@{server.address}"), [COURT])
    assert connected
    assert {address[0] for address in connected if isinstance(address, tuple)} == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        ("ollama:other@ADDRESS", "there are: small:latest"),
        ("ollama:", "needs the name of a model"),
        ("chat:nothing@ADDRESS", "there are: small"),
        ("ollama:small@http://localhost:1", "nothing listens there"),
        ("olama:small", "installed: argos"),
    ],
)
def test_what_is_not_there_says_what_is(server: Server, engine: str, said: str) -> None:
    with pytest.raises(EngineError) as caught:
        load_engine("en", "ja", engine=engine.replace("ADDRESS", server.address))
    assert said in str(caught.value)


def test_the_only_model_of_a_chat_server_needs_no_name(server: Server) -> None:
    assert load_engine("en", "ja", engine=f"chat:@{server.address}").package == "small"


@pytest.fixture
def other() -> Iterator[Server]:
    made = Server()
    yield made
    made.server.shutdown()
    made.server.server_close()


def chained(one: Server, two: Server) -> list[str]:
    return [f"ollama:small@{one.address}", f"chat:small@{two.address}"]


def test_a_chain_asks_the_next_for_what_the_first_refused(server: Server, other: Server) -> None:
    """The draft says which engine made it, and what the first one did."""
    server.play = lambda text, _body: (
        "I'm sorry, I can't assist with this content." if "slur" in text else "訳文だ。"
    )
    other.play = lambda _text, _body: "壁に書かれていた。"
    chain = load_engine("en", "ja", engine=chained(server, other))
    kept, given = drafted(chain, ["It rained all night.", "The slur was on the wall."])
    assert (kept.target, kept.provenance.engine) == ("訳文だ。", "ollama")
    assert (given.target, given.provenance.engine) == ("壁に書かれていた。", "chat")
    assert "refused" in given.provenance.warnings


def test_a_chain_goes_on_without_an_engine_that_has_died(server: Server, other: Server) -> None:
    chain = load_engine("en", "ja", engine=chained(server, other))
    server.raw = (500, b"", {})
    [draft] = drafted(chain, ["It rained all night."])
    assert draft.provenance.engine == "chat"
    assert draft.target


def test_templates_are_chosen_by_the_name_of_the_model() -> None:
    assert prompt_for("tencent/HY-MT2-1.8B").name == "hy-mt"
    assert prompt_for("translategemma:4b").sent_along(("en", "ja")) == {
        "chat_template_kwargs": {"source_lang_code": "en", "target_lang_code": "ja"}
    }
    assert prompt_for("whatever").name == "plain"


def test_a_text_cannot_break_out_of_a_template() -> None:
    """Braces in a text stay what they are."""
    made = Prompt("x", user="{text} | {target}").messages("{target} {0} {text}", ("en", "zh-Hant"))
    assert made == [{"role": "user", "content": "{target} {0} {text} | Traditional Chinese"}]
