package run.leger.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NameProperties {
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withChars("ab01-_.:/%").ofMaxLength(40),
                Arbitraries.strings().withChars("0123456789abcdef:./").ofMaxLength(20),
                Arbitraries.strings().numeric().ofMaxLength(3).list().ofSize(4).map(parts -> String.join(".", parts)));
    }

    private static <T> void refusedOrRoundTrips(String text, Function<String, T> of) {
        T value;
        try {
            value = of.apply(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).doesNotContainPattern("[\\n\\r\\x00]");
            return;
        }
        assertThat(of.apply(value.toString())).isEqualTo(value).hasSameHashCodeAs(value);
        assertThat(value.toString()).doesNotContainPattern("[\\s\\p{Cntrl}]");
    }

    @Property
    void a_name_is_refused_or_round_trips(@ForAll("texts") String text) {
        refusedOrRoundTrips(text, DnsName::of);
        refusedOrRoundTrips(text, TailnetName::of);
        refusedOrRoundTrips(text, LoginName::of);
        refusedOrRoundTrips(text, IpAddress::of);
        refusedOrRoundTrips(text, IpPrefix::of);
    }

    @Property
    void a_dns_name_never_holds_more_than_host_names_do(@ForAll("texts") String text) {
        try {
            assertThat(DnsName.of(text).value()).matches("[a-z0-9_.-]{1,253}");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("not a DNS name");
        }
    }

    @Property
    void names_without_case_have_equal_hashes(@ForAll String text) {
        Identity folded = new Identity(text);
        assertThat(folded.agrees(text.toUpperCase(java.util.Locale.ROOT))).isTrue();
        assertThat(folded.agrees(text.toLowerCase(java.util.Locale.ROOT))).isTrue();
    }

    private record Identity(String text) {
        boolean agrees(String other) {
            return !text.equalsIgnoreCase(other) || Identifiers.foldedHash(text) == Identifiers.foldedHash(other);
        }
    }

    @Example
    void what_only_looks_like_an_address_is_refused_without_asking_a_resolver() {
        for (String text :
                new String[] {"256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", ".::1", "\uff11::", "1:2", "::g", ""}) {
            assertThatThrownBy(() -> IpAddress.of(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> IpPrefix.of("1:2/64")).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void what_cannot_be_seen_is_not_part_of_a_name() {
        for (String text : new String[] {"a\u00a0b", "a\u200bb", "a\u202eb", "a\u2028b", "a\nb", "a b", "a\ud800"}) {
            assertThatThrownBy(() -> LoginName.of(text)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TailnetName.of(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void a_child_is_one_label_more() {
        assertThat(DnsName.of("b.c").child("a")).hasToString("a.b.c");
        assertThatThrownBy(() -> DnsName.of("c").child("a.b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void no_header_or_target_becomes_another_line(@ForAll("texts") String text) {
        try {
            TransportRequest request =
                    TransportRequest.of("GET", "/" + text, null).with("X-" + text, text);
            assertThat(request.target()).matches("[!-~&&[^#]]+");
            assertThat(request.headers().fields().get(0).toString())
                    .doesNotContain("\r")
                    .doesNotContain("\n");
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).doesNotContain("\r").doesNotContain("\n");
        }
    }

    @Example
    void a_fragment_is_never_sent() {
        assertThatThrownBy(() -> TransportRequest.get("/a#b")).isInstanceOf(IllegalArgumentException.class);
    }
}
