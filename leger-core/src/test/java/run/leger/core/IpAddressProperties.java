package run.leger.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class IpAddressProperties {
    @Property
    void two_spellings_of_an_address_are_equal(@ForAll @Size(16) byte[] bytes, @ForAll @Size(16) byte[] others)
            throws UnknownHostException {
        String text = InetAddress.getByAddress(bytes).getHostAddress();
        IpAddress address = IpAddress.of(text);
        IpAddress upper = IpAddress.of(text.toUpperCase(Locale.ROOT));
        assertThat(upper).isEqualTo(address).hasSameHashCodeAs(address);
        IpAddress other = IpAddress.of(InetAddress.getByAddress(others).getHostAddress());
        assertThat(other.equals(address)).isEqualTo(other.inetAddress().equals(address.inetAddress()));
    }

    @Example
    void shortened_and_mixed_spellings_are_equal_and_what_is_none_equals_itself() {
        Set<IpAddress> one = Set.of(IpAddress.of("fd7a:0:0:0:0:0:0:1"));
        assertThat(one).contains(IpAddress.of("fd7a::1"), IpAddress.of("FD7A::0.0.0.1"));
        assertThat(IpPrefix.of("fd7a:0::/48")).isEqualTo(IpPrefix.of("fd7a::/48"));
        // Looks like an address, and is none: nothing may fail over it.
        assertThat(new IpAddress("1::2::3")).isEqualTo(new IpAddress("1::2::3")).isNotEqualTo(IpAddress.of("::1"));
        assertThat(new IpAddress("1::2::3")).hasSameHashCodeAs(new IpAddress("1::2::3"));
    }
}
