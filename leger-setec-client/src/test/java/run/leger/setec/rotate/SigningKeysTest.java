package run.leger.setec.rotate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.leger.setec.SecretName;
import run.leger.setec.SecretUnavailableException;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.testkit.FakeSetec;

/** Sign with the active version, verify with the one that is named. */
@Timeout(60)
final class SigningKeysTest {
    private static final SecretName KEY = SecretName.of("prod/db");
    private static final byte[] DATA = "what is signed".getBytes(UTF_8);

    private final FakeSetec fake = FakeSetec.start();
    private final SetecClient setec = SetecClient.create(fake.address());

    @AfterEach
    void close() {
        setec.close();
        fake.close();
    }

    private Keyring open(byte[] first) {
        fake.put("prod/db", first);
        return Keyring.builder(setec, KEY)
                .onlyWhenAsked()
                .deleted(DeletedVersions.DROP)
                .open();
    }

    @ParameterizedTest
    @CsvSource({"ED25519,Ed25519,0", "ECDSA_SHA256,EC,256", "ECDSA_SHA256,EC,384", "RSA_SHA256,RSA,2048"})
    void signatures_of_each_version_are_good_until_it_is_gone(SigningAlgorithm algorithm, String kind, int size)
            throws Exception {
        KeyPair first = Pairs.generate(kind, size);
        try (Keyring keyring = open(Pairs.pem(first))) {
            SigningKeys keys = SigningKeys.of(keyring, algorithm);
            Signed one = keys.sign(DATA);
            assertThat(one.key()).isEqualTo(SecretVersion.of(1));
            assertThat(keys.verify(DATA, one)).isTrue();
            fake.rotate("prod/db", Pairs.pem(Pairs.generate(kind, size)));
            keyring.update();
            Signed two = keys.sign(DATA);
            assertThat(two.key()).isEqualTo(SecretVersion.of(2));
            assertThat(keys.verify(DATA, one)).isTrue();
            assertThat(keys.verify(DATA, two)).isTrue();
            assertThat(keys.verify(DATA, new Signed(two.key(), one.signature())))
                    .isFalse();
            assertThat(keys.verify("other".getBytes(UTF_8), two)).isFalse();
            for (byte[] bad : new byte[][] {{}, {1, 2, 3}, new byte[64], Arrays.copyOf(two.signature(), 40)}) {
                assertThat(keys.verify(DATA, new Signed(two.key(), bad))).isFalse();
            }
            assertThat(keys.verify(DATA, new Signed(SecretVersion.ACTIVE, two.signature())))
                    .isFalse();
            setec.deleteVersion(KEY, SecretVersion.of(1));
            keyring.update();
            assertThat(keys.verify(DATA, one)).isFalse();
        }
    }

    @Test
    void a_public_key_alone_verifies() throws Exception {
        KeyPair pair = Pairs.generate("Ed25519", 0);
        Signed signed;
        try (Keyring keyring = open(Pairs.pem(pair))) {
            signed = SigningKeys.of(keyring, SigningAlgorithm.ED25519).sign(DATA);
        }
        setec.delete(KEY);
        try (Keyring keyring = open(Pairs.publicPem(pair).getBytes(US_ASCII))) {
            SigningKeys keys = SigningKeys.of(keyring, SigningAlgorithm.ED25519);
            assertThat(keys.verify(DATA, signed)).isTrue();
            assertThatThrownBy(() -> keys.sign(DATA)).isInstanceOf(SecretUnavailableException.class);
        }
    }

    @Test
    void a_certificate_does_for_the_public_key() {
        try (Keyring keyring = open(Pairs.EC)) {
            SigningKeys keys = SigningKeys.of(keyring, SigningAlgorithm.ECDSA_SHA256);
            assertThat(keys.verify(DATA, keys.sign(DATA))).isTrue();
        }
    }

    @Test
    void a_mac_is_that_of_rfc_4231() {
        byte[] key = new byte[20];
        Arrays.fill(key, (byte) 0x0b);
        try (Keyring keyring = open(key)) {
            SigningKeys keys = SigningKeys.of(keyring, SigningAlgorithm.HMAC_SHA256);
            Signed signed = keys.sign("Hi There".getBytes(US_ASCII));
            assertThat(HexFormat.of().formatHex(signed.signature()))
                    .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
            assertThat(keys.verify("Hi There".getBytes(US_ASCII), signed)).isTrue();
            assertThat(keys.verify("hi there".getBytes(US_ASCII), signed)).isFalse();
            assertThat(signed)
                    .isEqualTo(new Signed(signed.key(), signed.signature()))
                    .hasToString("Signed(by version 1, 32 bytes)");
        }
    }

    @Test
    void a_secret_that_is_no_key_is_refused_without_quoting_it() throws Exception {
        for (byte[] bad : new byte[][] {
            "planted".getBytes(UTF_8),
            Pairs.pem(Pairs.generate("RSA", 1024)),
            Pairs.pem(Pairs.generate("Ed25519", 0)),
            "-----BEGIN PUBLIC KEY-----\nplanted\n-----END PUBLIC KEY-----\n".getBytes(UTF_8),
            {}
        }) {
            try (Keyring keyring = open(bad)) {
                assertThatThrownBy(() -> SigningKeys.of(keyring, SigningAlgorithm.RSA_SHA256))
                        .isInstanceOf(SecretUnavailableException.class)
                        .hasNoCause()
                        .message()
                        .doesNotContain("planted");
            }
            setec.delete(KEY);
        }
        try (Keyring keyring = open("planted".getBytes(UTF_8))) {
            assertThatThrownBy(() -> SigningKeys.of(keyring, SigningAlgorithm.HMAC_SHA256))
                    .hasMessageContaining("shorter than 16 bytes");
        }
    }

    @Test
    void a_verifier_that_is_behind_looks_for_the_version() throws Exception {
        try (Keyring signers = open(Pairs.pem(Pairs.generate("Ed25519", 0)));
                Keyring verifiers = Keyring.builder(setec, KEY).onlyWhenAsked().open()) {
            fake.rotate("prod/db", Pairs.pem(Pairs.generate("Ed25519", 0)));
            signers.update();
            Signed signed = SigningKeys.of(signers, SigningAlgorithm.ED25519).sign(DATA);
            assertThat(SigningKeys.of(verifiers, SigningAlgorithm.ED25519).verify(DATA, signed))
                    .isTrue();
        }
    }
}
