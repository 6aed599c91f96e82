package run.leger.resolved;

import java.util.List;
import run.leger.core.DnsName;

/**
 * Split DNS for a tailnet: its names go to MagicDNS, and all others where they went before. Three ways, the best first.
 *
 * <ol>
 *   <li>Nothing: a tailscaled that accepts DNS gives MagicDNS and the tailnet's suffix to its own link. {@link MagicDnsCheck} finds what in
 *       the files spoils that.
 *   <li>{@link #delegate}, from systemd 258 on, where tailscaled shall not manage DNS ({@code --accept-dns=false}).
 *   <li>{@link #global}, for older versions of systemd. It leaks.
 * </ol>
 */
public final class TailnetDns {
    /** The folder of delegates. */
    public static final String DELEGATE_FOLDER = "/etc/systemd/dns-delegate.d";

    /** The first version of systemd that reads delegates. */
    public static final int DELEGATE_SINCE = 258;

    private static final DnsServer MAGIC_DNS = DnsServer.of("100.100.100.100");

    private TailnetDns() {}

    /**
     * Returns a drop-in that names MagicDNS as a global server for the tailnet's names. systemd-resolved then sends the tailnet's names to it
     * alone, but all other names to it too, beside the servers of the links: they learn what is looked up, and either answer may win.
     *
     * @param suffix the tailnet's suffix, such as {@code tail1234.ts.net}
     * @return the settings
     */
    public static ResolvedConf global(DnsName suffix) {
        return ResolvedConf.builder()
                .comment("Names of the tailnet go to MagicDNS; so do all others, beside the servers of the links.")
                .dns(MAGIC_DNS)
                .domains(Domain.route(suffix))
                .build();
    }

    /**
     * Returns a delegate: a file {@code NN-name.dns-delegate} in {@link #DELEGATE_FOLDER}, by which MagicDNS is asked for the tailnet's names and
     * no others. Versions before {@link #DELEGATE_SINCE} do not read it.
     *
     * @param suffix the tailnet's suffix, such as {@code tail1234.ts.net}
     * @return the text of the file
     */
    public static String delegate(DnsName suffix) {
        return String.join(
                "\n",
                "[Delegate]",
                Setting.dns(List.of(MAGIC_DNS)).toString(),
                Setting.domains(List.of(Domain.route(suffix))).toString(),
                "");
    }
}
