package run.leger.caddy.fuzz;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import run.leger.core.DnsName;
import run.leger.resolved.DnsServer;
import run.leger.resolved.Domain;
import run.leger.resolved.ExtraListener;
import run.leger.resolved.MagicDnsCheck;
import run.leger.resolved.Mode;
import run.leger.resolved.ResolvedConf;
import run.leger.resolved.ResolvedKey;
import run.leger.resolved.Setting;
import run.leger.resolved.Sourced;

/** Files of systemd-resolved: read, checked, and changed in one key. */
final class ResolvedTarget {
    private static final List<Setting> SETTINGS = List.of(
            Setting.dns(List.of(DnsServer.of("9.9.9.9"), DnsServer.of("[2001:db8::9]:5353#nine.example"))),
            Setting.fallbackDns(List.of(DnsServer.of("9.9.9.9"))),
            Setting.domains(List.of(Domain.all(), Domain.search(DnsName.of("z.example")))),
            Setting.mode(ResolvedKey.CACHE, Mode.NO_NEGATIVE),
            Setting.mode(ResolvedKey.DNSSEC, Mode.NO),
            Setting.extraListener(ExtraListener.of("tcp:127.0.0.9:99")),
            Setting.staleRetention(Duration.ofDays(1)));

    private ResolvedTarget() {}

    static void read(byte[] file) {
        ResolvedConf conf = ResolvedConf.parse(file);
        Expect.that(Arrays.equals(conf.toBytes(), file), "other bytes");
        conf.findings().forEach(finding -> Expect.that(finding.line() > 0, "a finding without a line"));
        MagicDnsCheck.check(conf);
        // The last byte says what to change: it is a line end in most files, and so others are tried as well.
        Setting setting =
                SETTINGS.get(file.length == 0 ? 0 : (file[file.length - 1] + file.length & 0xff) % SETTINGS.size());
        ResolvedConf with = conf.with(setting);
        Expect.same(
                values(with, setting.key()),
                values(ResolvedConf.builder().set(setting).build(), setting.key()),
                "the value that was set");
        othersAreTheSame(setting.key(), conf, with);
        ResolvedConf without = conf.without(setting.key());
        Expect.that(!without.effective().isSet(setting.key()), "a removed key");
        othersAreTheSame(setting.key(), conf, without);
        conf.plus(setting);
    }

    private static void othersAreTheSame(ResolvedKey changed, ResolvedConf before, ResolvedConf after) {
        for (ResolvedKey key : ResolvedKey.values()) {
            if (key != changed) {
                Expect.same(values(after, key), values(before, key), key.key());
            }
        }
    }

    private static List<String> values(ResolvedConf conf, ResolvedKey key) {
        return conf.effective().values(key).stream().map(Sourced::value).toList();
    }
}
