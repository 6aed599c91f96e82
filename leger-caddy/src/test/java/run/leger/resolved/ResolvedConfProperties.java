package run.leger.resolved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.DnsName;

class ResolvedConfProperties {
    @Provide
    Arbitrary<byte[]> files() {
        return HostileConf.files();
    }

    @Property(tries = 5000)
    void reading_and_checking_never_fail_and_nothing_is_lost(@ForAll("files") byte[] file) {
        ResolvedConf conf = ResolvedConf.parse(file);
        assertThat(conf.toBytes()).isEqualTo(file);
        assertThatCode(() -> MagicDnsCheck.check(conf)).doesNotThrowAnyException();
        int lines = 1 + (int) conf.latin().chars().filter(c -> c < ' ').count();
        assertThat(conf.findings()).allSatisfy(finding -> {
            assertThat(finding.line()).isBetween(1, lines);
            assertThat(finding.origin().column()).isPositive();
        });
    }

    @Property(tries = 2000)
    void any_bytes_are_kept(@ForAll byte[] file) {
        assertThat(ResolvedConf.parse(file).toBytes()).isEqualTo(file);
    }

    @Property(tries = 5000)
    void an_edit_counts_and_changes_nothing_else(@ForAll("files") byte[] file, @ForAll("settings") Setting setting) {
        ResolvedConf before = ResolvedConf.parse(file);
        ResolvedConf after = before.with(setting);

        assertThat(after.effective().values(setting.key()))
                .extracting(Sourced::value)
                .isEqualTo(alone(setting));
        sameBut(setting.key(), before, after);
        assertThat(comments(after)).isEqualTo(comments(before));
    }

    @Property(tries = 3000)
    void a_removed_key_is_gone_and_nothing_else(@ForAll("files") byte[] file, @ForAll("settings") Setting setting) {
        ResolvedConf before = ResolvedConf.parse(file);
        ResolvedConf after = before.without(setting.key());

        assertThat(after.effective().isSet(setting.key())).isFalse();
        sameBut(setting.key(), before, after);
        assertThat(comments(after)).isEqualTo(comments(before));
    }

    @Property(tries = 3000)
    void an_edit_keeps_every_line_that_is_not_of_its_key(@ForAll("files") byte[] file) {
        ResolvedConf before = ResolvedConf.parse(file);
        List<Entry> entries = before.content().entries();
        boolean one = entries.stream()
                        .filter(entry ->
                                entry.key().equals("Cache") && !entry.value().isEmpty())
                        .count()
                == 1;
        if (!one) {
            return;
        }
        LogicalLine line = entries.stream()
                .filter(entry -> entry.key().equals("Cache") && !entry.value().isEmpty())
                .findFirst()
                .orElseThrow()
                .line();
        String text = before.latin();
        String after =
                before.with(Setting.mode(ResolvedKey.CACHE, Mode.NO_NEGATIVE)).latin();

        assertThat(after).startsWith(text.substring(0, line.from()) + "Cache=no-negative");
        assertThat(after).endsWith(text.substring(line.last().next()));
    }

    private static List<String> alone(Setting setting) {
        return ResolvedConf.builder().set(setting).build().effective().values(setting.key()).stream()
                .map(Sourced::value)
                .toList();
    }

    private static void sameBut(ResolvedKey changed, ResolvedConf before, ResolvedConf after) {
        for (ResolvedKey key : ResolvedKey.values()) {
            if (key != changed) {
                assertThat(after.effective().values(key))
                        .extracting(Sourced::value)
                        .isEqualTo(before.effective().values(key).stream()
                                .map(Sourced::value)
                                .toList());
            }
        }
    }

    private static long comments(ResolvedConf conf) {
        return conf.latin().chars().filter(c -> c == '#').count()
                - conf.assignments().stream()
                        .flatMapToInt(assignment -> assignment.value().chars())
                        .filter(c -> c == '#')
                        .count();
    }

    @Property(tries = 2000)
    void a_comment_adds_no_assignment(@ForAll String text) {
        try {
            ResolvedConf conf =
                    ResolvedConf.builder().comment(text).cache(Mode.YES).build();
            assertThat(conf.assignments()).hasSize(1);
            assertThat(conf.findings()).isEmpty();
        } catch (InvalidSettingException e) {
            assertThat(e.setting()).isEqualTo("comment");
        }
    }

    @Property(tries = 5000)
    void whatever_a_typed_value_takes_is_one_value_and_reads_back(@ForAll("words") String text) {
        server(text).ifPresent(server -> {
            ResolvedConf conf = only(ResolvedConf.builder().dns(server).build());
            assertThat(conf.dns()).isEqualTo(server.isDropped() ? List.of() : List.of(server));
        });
        name(text).ifPresent(name -> {
            ResolvedConf conf = only(ResolvedConf.builder()
                    .domains(Domain.search(name))
                    .dns(new DnsServer("192.0.2.1", 5353, Optional.empty(), Optional.of(name)))
                    .build());
            assertThat(conf.domains()).containsExactly(Domain.search(name));
            assertThat(conf.dns().get(0).name()).contains(name);
        });
        refused(() -> new DnsServer("192.0.2.1", 0, Optional.of(text), Optional.empty()))
                .ifPresent(server -> assertThat(
                                only(ResolvedConf.builder().dns(server).build()).dns())
                        .containsExactly(server));
        refused(() -> ExtraListener.of(text))
                .ifPresent(listener -> assertThat(only(ResolvedConf.builder()
                                        .extraListener(listener)
                                        .build())
                                .extraListeners())
                        .containsExactly(listener));
        refused(() -> ResolvedConf.builder().refuseRecordTypes(text).build())
                .ifPresent(conf -> assertThat(only(conf).refusedRecordTypes()).containsExactly(text));
        refused(() -> new Mode(text))
                .filter(mode -> !mode.known())
                .ifPresent(mode -> assertThat(ResolvedConf.builder()
                                .mode(ResolvedKey.CACHE, mode)
                                .build()
                                .assignments())
                        .singleElement()
                        .satisfies(assignment -> assertThat(assignment.value()).isEqualTo(text)));
    }

    private static ResolvedConf only(ResolvedConf conf) {
        assertThat(conf.findings())
                .filteredOn(finding -> !finding.message().contains("silently"))
                .isEmpty();
        assertThat(conf.print().lines().skip(1)).hasSameSizeAs(conf.assignments());
        return conf;
    }

    private interface Made<T> {
        T make();
    }

    private static <T> Optional<T> refused(Made<T> value) {
        try {
            return Optional.of(value.make());
        } catch (InvalidSettingException e) {
            assertThat(e).message().doesNotContain("\n");
            return Optional.empty();
        }
    }

    private static Optional<DnsServer> server(String text) {
        return refused(() -> DnsServer.of(text));
    }

    private static Optional<DnsName> name(String text) {
        try {
            return Optional.of(DnsName.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Property(tries = 2000)
    void a_span_of_time_reads_back_to_the_microsecond(@ForAll("spans") Duration time) {
        Duration read = ResolvedConf.builder()
                .staleRetention(time)
                .build()
                .staleRetention()
                .orElseThrow();
        boolean infinite = time.compareTo(TimeSpans.MAX) > 0;
        assertThat(read).isEqualTo(infinite ? TimeSpans.INFINITY : time.truncatedTo(ChronoUnit.MICROS));
    }

    @Provide
    Arbitrary<Duration> spans() {
        return Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Duration::ofSeconds);
    }

    @Provide
    Arbitrary<Setting> settings() {
        return Arbitraries.of(
                Setting.dns(List.of(DnsServer.of("9.9.9.9"), DnsServer.of("[2001:db8::9]:5353#nine.example"))),
                Setting.fallbackDns(List.of(DnsServer.of("9.9.9.9"))),
                Setting.domains(List.of(Domain.all(), Domain.search(DnsName.of("z.example")))),
                Setting.mode(ResolvedKey.CACHE, Mode.NO_NEGATIVE),
                Setting.mode(ResolvedKey.DNSSEC, Mode.NO),
                Setting.extraListener(ExtraListener.of("tcp:127.0.0.9:99")),
                Setting.staleRetention(Duration.ofDays(1)));
    }

    @Provide
    Arbitrary<String> words() {
        Arbitrary<String> shaped = Arbitraries.of(
                        "1.1.1.1", "::1", "[", "]", ":53", ":", "853", "%", "eth0", "#", "a.b", ".", "\n", " ",
                        "fe80::1", "0", "udp:", "tcp:", "\\", "\r", "\0", "\"", "'", "-", "_", "A", "\u00e4", "=", ";",
                        "0x", "+", "\u2028", "\ud800")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(shaped, Arbitraries.strings().ofMaxLength(20));
    }

    @Property(tries = 5000)
    void any_value_of_any_key_is_read(@ForAll ResolvedKey key, @ForAll("words") String before, @ForAll String text) {
        ResolvedConf conf = ResolvedConf.parse("[Resolve]\n" + key.key() + "=" + before + text);
        assertThatCode(() -> conf.effective().values(key)).doesNotThrowAnyException();
        assertThatCode(() -> MagicDnsCheck.check(conf)).doesNotThrowAnyException();
    }

    @Property(tries = 1000)
    void text_that_is_parsed_is_its_utf8(@ForAll String text) {
        assertThat(ResolvedConf.parse(text).toBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
}
