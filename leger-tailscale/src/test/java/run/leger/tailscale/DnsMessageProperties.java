package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.Assertions;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import run.leger.core.MalformedReplyException;
import run.leger.core.internal.JsonIn;
import run.leger.testkit.FakeTailscaled;

class DnsMessageProperties {
    private static DnsAnswer answer(byte[] message) {
        String json = "{\"Bytes\":\"" + Base64.getEncoder().encodeToString(message) + "\",\"Resolvers\":null}";
        return JsonIn.read(json.getBytes(java.nio.charset.StandardCharsets.US_ASCII), "dns-query", DnsAnswer::read);
    }

    private static byte[] sample() {
        try {
            Name name = Name.fromString("box.tail1234.ts.net.");
            Name alias = Name.fromString("alias.tail1234.ts.net.");
            Message message = new Message(1);
            message.addRecord(new CNAMERecord(alias, DClass.IN, 60, name), Section.ANSWER);
            message.addRecord(new ARecord(name, DClass.IN, 600, InetAddress.getByName("100.64.0.1")), Section.ANSWER);
            message.addRecord(
                    new AAAARecord(name, DClass.IN, 600, InetAddress.getByName("fd7a:115c:a1e0::1")), Section.ANSWER);
            message.addRecord(new TXTRecord(name, DClass.IN, 0, List.of("a \"b\"", "c")), Section.ANSWER);
            message.addRecord(new SRVRecord(name, DClass.IN, 1, 2, 3, 443, alias), Section.ANSWER);
            return message.toWire();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Example
    void records_have_name_type_ttl_and_data_and_addresses_are_typed() {
        DnsAnswer answer = answer(sample());
        assertThat(answer.records())
                .containsExactly(
                        new ResourceRecord(
                                "alias.tail1234.ts.net.", "CNAME", Duration.ofSeconds(60), "box.tail1234.ts.net."),
                        new ResourceRecord("box.tail1234.ts.net.", "A", Duration.ofSeconds(600), "100.64.0.1"),
                        new ResourceRecord(
                                "box.tail1234.ts.net.", "AAAA", Duration.ofSeconds(600), "fd7a:115c:a1e0:0:0:0:0:1"),
                        new ResourceRecord("box.tail1234.ts.net.", "TXT", Duration.ZERO, "\"a \\\"b\\\"\" c"),
                        new ResourceRecord(
                                "box.tail1234.ts.net.",
                                "SRV",
                                Duration.ofSeconds(1),
                                "2 3 443 alias.tail1234.ts.net."));
        assertThat(answer.addresses())
                .extracting(address -> address.inetAddress().getHostAddress())
                .containsExactly("100.64.0.1", "fd7a:115c:a1e0:0:0:0:0:1");
        assertThat(answer.answerCount()).isEqualTo(5);
    }

    @Provide
    Arbitrary<byte[]> messages() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(80);
        Arbitrary<byte[]> behindAHead = noise.map(rest -> {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            message.writeBytes(new byte[] {0, 1, (byte) 0x81, (byte) 0x80, 0, 0, 0, 3, 0, 0, 0, 0});
            message.writeBytes(rest);
            return message.toByteArray();
        });
        // One byte of a good message changed: lengths, pointers, types, counts.
        Arbitrary<byte[]> nearlyGood = Combinators.combine(
                        Arbitraries.integers().between(0, sample().length - 1), Arbitraries.bytes())
                .as((at, value) -> {
                    byte[] message = sample();
                    message[at] = value;
                    return message;
                });
        // Every type of record, with data that may not be its own.
        Arbitrary<byte[]> anyType = Combinators.combine(Arbitraries.integers().between(0, 65535), noise)
                .as((type, data) -> ByteBuffer.allocate(12 + 11 + data.length)
                        .put(new byte[] {0, 1, (byte) 0x81, (byte) 0x80, 0, 0, 0, 1, 0, 0, 0, 0})
                        .put((byte) 0)
                        .putShort((short) (type % 300))
                        .putShort((short) 1)
                        .putInt(-1)
                        .putShort((short) data.length)
                        .put(data)
                        .array());
        return Arbitraries.oneOf(noise, behindAHead, nearlyGood, anyType);
    }

    @Property(tries = 5000)
    void no_bytes_make_the_reader_throw_anything_but_malformed(@ForAll("messages") byte[] message) {
        DnsAnswer answer = answer(message);
        try {
            assertThat(answer.records()).doesNotContainNull();
            assertThat(answer.addresses()).doesNotContainNull();
        } catch (MalformedReplyException e) {
            assertThat(e).hasMessageContaining("not a DNS message");
        }
        assertThat(answer.message()).isEqualTo(message);
    }

    /** Names that point to themselves, to each other, and as far and as often as a message can. */
    @Example
    void pointers_end() {
        byte[] head = {0, 1, (byte) 0x81, (byte) 0x80, 0, 0, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0};
        List<byte[]> loops = new ArrayList<>();
        for (int target : new int[] {12, 13, 14, 0x3fff}) {
            loops.add(ByteBuffer.allocate(30)
                    .put(head)
                    .put((byte) (0xc0 | target >> 8))
                    .put((byte) target)
                    .put((byte) 0xc0)
                    .put((byte) 12)
                    .array());
        }
        // A chain of pointers, each to the one before, and records whose names all begin at its end.
        ByteBuffer chain = ByteBuffer.allocate(65535).put(head);
        chain.put((byte) 0).putShort((short) 16).putShort((short) 1).putInt(0).putShort((short) 16000);
        int first = chain.position();
        chain.put((byte) 0);
        int last = first;
        while (chain.position() < first + 15998) {
            int here = chain.position();
            chain.putShort((short) (0xc000 | last));
            last = here;
        }
        chain.position(first + 16000);
        while (chain.remaining() > 12) {
            chain.putShort((short) (0xc000 | last))
                    .putShort((short) 65280)
                    .putShort((short) 1)
                    .putInt(0)
                    .putShort((short) 0);
        }
        loops.add(chain.array());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (byte[] message : loops) {
                try {
                    answer(message).records();
                } catch (MalformedReplyException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                }
            }
        });
    }

    @Example
    void a_message_longer_than_dns_has_is_malformed() {
        Assertions.assertThatThrownBy(() -> answer(new byte[65536]).records())
                .isInstanceOf(MalformedReplyException.class);
    }

    @Example
    void without_dnsjava_everything_else_works_and_the_error_names_what_to_add() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("dnsjava") && !entry.contains("jackson-databind")) {
                path.add(new File(entry).toURI().toURL());
            }
        }
        Path folder = Files.createTempDirectory("bare");
        try (FakeTailscaled fake = FakeTailscaled.start(folder.resolve("s"));
                URLClassLoader bare =
                        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = bare.loadClass(TailscaleClient.class.getName());
            Object builder = type.getMethod("builder").invoke(null);
            builder.getClass().getMethod("socket", Path.class).invoke(builder, fake.socket());
            try (AutoCloseable client =
                    (AutoCloseable) builder.getClass().getMethod("build").invoke(builder)) {
                Object answer = type.getMethod("queryDns", String.class, String.class)
                        .invoke(client, "demo.tail0000.ts.net", "A");
                assertThat(answer.getClass().getMethod("answerCount").invoke(answer))
                        .isEqualTo(1);
                Assertions.assertThatThrownBy(
                                () -> answer.getClass().getMethod("records").invoke(answer))
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("add dnsjava:dnsjava");
            }
        } finally {
            Files.delete(folder);
        }
    }
}
