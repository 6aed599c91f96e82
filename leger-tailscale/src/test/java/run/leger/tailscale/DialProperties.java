package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import run.leger.core.ClientClosedException;
import run.leger.core.Headers;
import run.leger.core.TransportRequest;

/** What a host can be, and never become. */
class DialProperties {
    /** Half of them are good. */
    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("aZ0-_.:%").ofMinLength(1).ofMaxLength(20),
                Arbitraries.strings()
                        .withChars("a[].:%/@ \r\n\t\u0000\u00e4\u212a")
                        .ofMaxLength(8),
                Arbitraries.strings().ofMaxLength(5));
    }

    @Property
    void a_host_is_refused_or_sent_as_it_is_and_nothing_else(
            @ForAll("hosts") String host, @ForAll @IntRange(min = -2, max = 70_000) int port) {
        TransportRequest[] sent = new TransportRequest[1];
        try (TailscaleClient client = TailscaleClient.builder()
                .transport((request, options) -> {
                    sent[0] = request;
                    throw new ClientClosedException("enough", null, null);
                })
                .build()) {
            client.dial(host, port);
        } catch (IllegalArgumentException e) {
            assertThat(sent[0]).isNull();
            return;
        } catch (ClientClosedException e) {
            // It was sent.
        }
        assertThat(sent[0].headers().first("Dial-Host"))
                .hasValueSatisfying(value -> assertThat(host).isIn(value, "[" + value + "]"));
        assertThat(sent[0].headers().fields()).extracting(Headers.Field::name).doesNotHaveDuplicates();
        assertThat(sent[0].headers().fields()).hasSize(6);
        assertThat(sent[0].headers().first("Dial-Port")).contains(Integer.toString(port));
    }
}
