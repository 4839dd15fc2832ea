from hashlib import sha256

from ..core.token import hash_token, looks_like_token, new_token
from .core_case import CoreCase, cases, st


class TestCoreToken(CoreCase):

    def test_tokens_are_long_url_safe_and_never_the_same(self):
        tokens = {new_token() for _ in range(2000)}
        self.assertEqual(len(tokens), 2000)
        for token in tokens:
            self.assertTrue(looks_like_token(token))
            self.assertRegex(token, r"\A[A-Za-z0-9_-]{43}\Z")

    def test_every_character_varies(self):
        """256 bits of chance: no place of the token is always the same, and no byte is left out."""
        for place in zip(*(new_token() for _ in range(500))):
            self.assertGreater(len(set(place)), 10)

    def test_the_hash_is_sha_256(self):
        token = "x" * 43
        self.assertEqual(hash_token(token), sha256(token.encode()).hexdigest())
        self.assertNotEqual(hash_token(token), hash_token("X" + "x" * 42))

    def test_what_is_no_token_does_not_look_like_one(self):
        good = "a" * 43
        for text in ("", "a" * 42, "a" * 44, good + "\n", "\n" + good, good[:-1] + "=", good[:-1] + "\u0660",
                     good[:-1] + "é", good[:-1] + "\0", good.encode(), None, 43, [good]):
            self.assertFalse(looks_like_token(text), repr(text))

    @cases(0.02, lambda: st.text(max_size=60))
    def test_any_text_of_an_address_gets_an_answer(self, text):
        self.assertEqual(len(hash_token(text)), 64)
        self.assertIsInstance(looks_like_token(text), bool)

    def test_half_a_surrogate_pair_gets_an_answer_too(self):
        self.assertEqual(len(hash_token("\ud800")), 64)
