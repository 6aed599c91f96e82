package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.IpPrefix;

/** Ranges are the same whether or not their addresses were read before them. */
final class PrefixProperties {
    private static final List<String> ADDRESSES = List.of(
            "100.64.0.1", "100.64.0.10", "100.64.0", "1", "", "fd7a:115c:a1e0::1", "fd7a:115c:a1e0::", "::", "x");

    @Provide
    Arbitrary<List<String>> addresses() {
        return Arbitraries.of(ADDRESSES).list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<String>> ranges() {
        return Combinators.combine(
                        Arbitraries.of(ADDRESSES),
                        Arbitraries.of(
                                "",
                                "/",
                                "/32",
                                "/24",
                                "/0",
                                "/33",
                                "/128",
                                "/129",
                                "/-1",
                                "/x",
                                "/1/2",
                                "/99999999999"))
                .as(String::concat)
                .list()
                .ofMaxSize(4);
    }

    private static String array(List<String> texts) {
        return texts.isEmpty() ? "[]" : "[\"" + String.join("\",\"", texts) + "\"]";
    }

    @Property
    void known_addresses_change_nothing(
            @ForAll("addresses") List<String> addresses, @ForAll("ranges") List<String> ranges) {
        String known = "\"TailscaleIPs\":" + array(addresses);
        String asked = "\"AllowedIPs\":" + array(ranges);
        List<IpPrefix> after = PeerStatus.parse("{" + known + "," + asked + "}").allowedIps();
        assertThat(after)
                .isEqualTo(PeerStatus.parse("{" + asked + "," + known + "}").allowedIps());
        assertThat(ranges).containsAll(after.stream().map(IpPrefix::toString).toList());
    }

    @Example
    void what_is_no_range_is_left_out() {
        List<String> ranges =
                List.of("10.0.0.0/8", "", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "fd7a::/48", "/8", "10.0.0.0/8/8");
        assertThat(PeerStatus.parse("{\"AllowedIPs\":" + array(ranges) + "}").allowedIps())
                .containsExactly(IpPrefix.of("10.0.0.0/8"), IpPrefix.of("fd7a::/48"));
    }
}
