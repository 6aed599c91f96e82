package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.MalformedReplyException;
import run.leger.tailscale.derp.DerpMap;

class DecoderProperties {
    private static final List<Function<String, Object>> DECODERS = List.of(
            Status::parse,
            WhoIs::parse,
            Prefs::parse,
            Node::parse,
            PeerStatus::parse,
            PingResult::parse,
            DnsConfig::parse,
            DerpMap::parse,
            RouteCheckReport::parse,
            AppConnectorRoutes::parse,
            Hostinfo::parse);

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> value = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(6).map(text -> "\"" + text + "\""),
                Arbitraries.of(
                        "null",
                        "true",
                        "0",
                        "-1e400",
                        "99999999999999999999",
                        "{}",
                        "[]",
                        "[{}]",
                        "{\"x\":{}}",
                        "\"1:2/3\""));
        Arbitrary<String> name = Arbitraries.of(
                "Self",
                "Peer",
                "User",
                "TailscaleIPs",
                "Node",
                "UserProfile",
                "CapMap",
                "Addresses",
                "Created",
                "ID",
                "Hostinfo",
                "Regions",
                "Routes",
                "reachable",
                "Domains");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                net.jqwik.api.Combinators.combine(name, value)
                        .as((n, v) -> "\"" + n + "\":" + v)
                        .list()
                        .ofMaxSize(4)
                        .map(members -> "{" + String.join(",", members) + "}"));
    }

    @Property(tries = 2000)
    void a_decoder_throws_nothing_but_malformed(@ForAll("documents") String document) {
        for (Function<String, Object> decoder : DECODERS) {
            try {
                assertThat(decoder.apply(document)).isNotNull();
            } catch (MalformedReplyException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Property(tries = 2000)
    void a_certificate_answer_is_a_pair_or_malformed(@ForAll byte[] body) {
        try {
            CertPair.parse(body, "cert").close();
        } catch (MalformedReplyException e) {
            assertThat(body).isEqualTo(new byte[body.length]);
        }
    }

    @Property(tries = 60)
    void a_command_reaches_the_shell_as_the_words_it_was_made_of(@ForAll String text) throws Exception {
        // What the shell cannot have at all is not a matter of quoting.
        String word = new String(text.replace("\0", "").getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
        String line = TailscaleCommand.of(Path.of("/tmp/a socket's"), "up")
                .option("--operator", word)
                .word("end")
                .toString();
        Process shell = new ProcessBuilder("sh", "-c", "set -- " + line + "; printf '%s\\0' \"$@\"").start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(said.split("\0", -1))
                .containsExactly(
                        "sudo", "tailscale", "--socket=/tmp/a socket's", "up", "--operator=" + word, "end", "");
    }
}
