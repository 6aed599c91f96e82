package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;
import run.leger.core.SecretBytes;

/** The cache's document: what is written is read back, Go's is read too, and nonsense is an error or is left out, never a value. */
final class CacheDocumentProperties {
    @Provide
    Arbitrary<SortedMap<SecretName, CachedSecret>> documents() {
        Arbitrary<SecretName> names = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(text -> UTF_8.newEncoder().canEncode(text))
                .map(SecretName::lenient);
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        Arbitrary<Long> numbers = Arbitraries.longs().between(1, SecretVersion.MAX.number());
        Arbitrary<Map<Long, byte[]>> versions = Arbitraries.maps(numbers, bytes).ofMaxSize(3);
        Arbitrary<Long> times = Arbitraries.longs().between(0, 1L << 40);
        Arbitrary<CachedSecret> secrets = Combinators.combine(numbers, bytes, versions, times, times)
                .as((number, value, old, access, asOf) -> {
                    Map<SecretVersion, SecretValue> all = new LinkedHashMap<>();
                    old.forEach((version, content) -> all.put(SecretVersion.of(version), value(version, content)));
                    return new CachedSecret(
                            value(number, value), all, access, asOf == 0 ? null : Instant.ofEpochSecond(asOf));
                });
        return Arbitraries.maps(names, secrets).ofMaxSize(5).map(TreeMap::new);
    }

    private static SecretValue value(long version, byte[] content) {
        return new SecretValue(SecretBytes.copyOf(content), SecretVersion.of(version));
    }

    @Property
    void what_is_written_is_read_back(@ForAll("documents") SortedMap<SecretName, CachedSecret> secrets) {
        assertThat(CacheDocument.decode(CacheDocument.encode(secrets))).isEqualTo(secrets);
    }

    @Property
    void a_document_that_is_cut_is_an_error_and_one_with_other_bytes_in_it_never_another_kind_of_failure(
            @ForAll("documents") SortedMap<SecretName, CachedSecret> secrets, @ForAll int place, @ForAll byte other) {
        byte[] document = CacheDocument.encode(secrets);
        int at = Math.floorMod(place, document.length);
        byte[] cut = java.util.Arrays.copyOf(document, at);
        assertThatThrownBy(() -> CacheDocument.decode(cut)).isInstanceOf(MalformedReplyException.class);
        document[at] = other;
        try {
            CacheDocument.decode(document);
        } catch (LegerException e) {
            assertThat(e).isInstanceOf(MalformedReplyException.class);
        }
    }

    private static SortedMap<SecretName, CachedSecret> decode(String json) {
        return CacheDocument.decode(json.getBytes(UTF_8));
    }

    @Example
    void go_s_documents_are_read_and_its_traps_avoided() {
        SortedMap<SecretName, CachedSecret> read = decode(
                "{\"svc/a\":{\"secret\":{\"Value\":\"Zm9v\",\"Version\":2},\"lastAccess\":\"1795454119\"},"
                        + "\"svc/v\":{\"secret\":null,\"versions\":{\"5\":\"Zml2ZQ==\",\"x\":\"\",\"0\":\"\"},\"lastAccess\":\"0\"},"
                        + "\"\":{\"secret\":{\"Value\":\"Zm9v\",\"Version\":2}},\"null\":null,"
                        + "\"zero\":{\"secret\":{\"Value\":\"Zm9v\",\"Version\":0}},"
                        + "\"number\":{\"SECRET\":{\"value\":null,\"VERSION\":7,\"more\":[1]},\"lastAccess\":17,\"x\":{}}}");
        assertThat(read.keySet()).extracting(SecretName::text).containsExactly("number", "svc/a", "svc/v");
        assertThat(read.get(SecretName.of("svc/a")).value()).isEqualTo(value(2, "foo".getBytes(UTF_8)));
        assertThat(read.get(SecretName.of("svc/a")).lastAccess()).isEqualTo(1795454119L);
        assertThat(read.get(SecretName.of("svc/v")).versions()).containsOnlyKeys(SecretVersion.of(5));
        assertThat(read.get(SecretName.of("number")).value()).isEqualTo(value(7, new byte[0]));
        assertThat(read.get(SecretName.of("number")).lastAccess()).isEqualTo(17);
        assertThat(decode("null")).isEmpty();
        String[] bad = {
            "",
            "[]",
            "{\"a\":1}",
            "{\"a\":{\"secret\":{\"Value\":\"!\",\"Version\":1}}}",
            "{} {}",
            "{\"a\":{\"secret\":[]}}"
        };
        for (String json : bad) {
            assertThatThrownBy(() -> decode(json)).as(json).isInstanceOf(MalformedReplyException.class);
        }
    }

    @Example
    void what_is_written_is_what_go_takes_whole() {
        SortedMap<SecretName, CachedSecret> secrets = new TreeMap<>();
        Map<SecretVersion, SecretValue> old =
                Map.of(SecretVersion.of(10), value(10, new byte[] {1}), SecretVersion.of(9), value(9, new byte[0]));
        secrets.put(SecretName.of("svc/v"), new CachedSecret(null, old, 5, null));
        secrets.put(
                SecretName.of("svc/b"),
                new CachedSecret(value(4294967295L, new byte[0]), old, 5, Instant.EPOCH.plusSeconds(7)));
        secrets.put(SecretName.of("svc/a"), new CachedSecret(value(2, "foo".getBytes(UTF_8)), Map.of(), 0, null));
        assertThat(new String(CacheDocument.encode(secrets), UTF_8))
                .isEqualTo("{\"svc/a\":{\"secret\":{\"Value\":\"Zm9v\",\"Version\":2},\"lastAccess\":\"0\"},"
                        + "\"svc/b\":{\"secret\":{\"Value\":\"\",\"Version\":4294967295},"
                        + "\"versions\":{\"9\":\"\",\"10\":\"AQ==\"},\"lastAccess\":\"5\",\"asOf\":\"7\"}}");
    }
}
