package run.leger.resolved;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import run.leger.core.DnsName;

class ConfEditTest {
    private static final Setting CACHE_NO = Setting.mode(ResolvedKey.CACHE, Mode.NO);
    private static final Setting DNS_NINE = Setting.dns(List.of(DnsServer.of("9.9.9.9")));

    private static String with(String file, Setting setting) {
        return ResolvedConf.parse(file).with(setting).print();
    }

    @Test
    void an_assignment_is_changed_where_it_stands_and_nothing_else_is() {
        assertThat(with(
                        "# mine\r\n[Resolve]\r\n ; note\r\n  Cache = yes  \r\nUnknown=1\r\n[X-other]\r\nCache=1\r\n",
                        CACHE_NO))
                .isEqualTo("# mine\r\n[Resolve]\r\n ; note\r\nCache=no\r\nUnknown=1\r\n[X-other]\r\nCache=1\r\n");
    }

    @Test
    void an_assignment_on_several_lines_becomes_one_and_keeps_the_comment_between() {
        assertThat(with("[Resolve]\nDNS=1.1.1.1 \\\n# second\n 2.2.2.2\nCache=no\n", DNS_NINE))
                .isEqualTo("[Resolve]\nDNS=9.9.9.9\n# second\nCache=no\n");
    }

    @Test
    void of_several_assignments_the_last_becomes_it_and_resets_stay_before_it() {
        assertThat(with("[Resolve]\nDNS=1.1.1.1\nDNS=\nDNS=2.2.2.2\n# end\nDNS=3.3.3.3\n", DNS_NINE))
                .isEqualTo("[Resolve]\nDNS=\n# end\nDNS=9.9.9.9\n");
        assertThat(with("[Resolve]\nDNS=1.1.1.1\nDNS=\n# end\n\n[X-a]\n", DNS_NINE))
                .isEqualTo("[Resolve]\nDNS=\n# end\nDNS=9.9.9.9\n\n[X-a]\n");
        assertThat(with("[Resolve]\nCache=yes\nCache=\n", CACHE_NO)).isEqualTo("[Resolve]\nCache=no\nCache=\n");
    }

    @Test
    void what_is_new_comes_last_in_the_section_that_is_made_where_it_is_missing() {
        assertThat(with("", CACHE_NO)).isEqualTo("[Resolve]\nCache=no\n");
        assertThat(with("# only", CACHE_NO)).isEqualTo("# only\n[Resolve]\nCache=no\n");
        assertThat(with("[X-a]\nb\n", CACHE_NO)).isEqualTo("[X-a]\nb\n[Resolve]\nCache=no\n");
        assertThat(with("[Resolve]", CACHE_NO)).isEqualTo("[Resolve]\nCache=no\n");
        assertThat(with("[Resolve]\nDNS=1.1.1.1 \\\n\nLLMNR=no\n\n\n[Other]\n", CACHE_NO))
                .isEqualTo("[Resolve]\nDNS=1.1.1.1 \\\n\nLLMNR=no\nCache=no\n\n\n[Other]\n");
    }

    @Test
    void a_line_that_waits_to_be_continued_does_not_swallow_what_is_added() {
        for (String file : List.of(
                "[Resolve]\nDNS=1.1.1.1 \\",
                "[Resolve]\nDNS=1.1.1.1 \\\n",
                "[Resolve]\nDNS=1.1.1.1 \\\n# c",
                "[X-a]\nb\\\n# c\n",
                "[Resolve]\\\r",
                "[Resolve]\\\r\n",
                "[Resolve]\\\n\r",
                "[Resolve]\\\0",
                "[Resolve]\r\nDNS=1.1.1.1\\\n",
                "[Resolve]\nDNS=1.1.1.1\n[X-a]\nb\\\n")) {
            ResolvedConf before = ResolvedConf.parse(file);
            ResolvedConf after = before.with(CACHE_NO);
            assertThat(after.mode(ResolvedKey.CACHE)).as(file).contains(Mode.NO);
            assertThat(after.dns()).as(file).isEqualTo(before.dns());
        }
    }

    @Test
    void what_is_added_to_a_file_that_is_given_up_comes_before_that() {
        ResolvedConf conf = ResolvedConf.parse("[Resolve]\nCache=yes\n\n[Resolve\nDNSSEC=no\n")
                .with(DNS_NINE);
        assertThat(conf.print()).isEqualTo("[Resolve]\nCache=yes\nDNS=9.9.9.9\n\n[Resolve\nDNSSEC=no\n");
        assertThat(conf.dns()).hasSize(1);
        assertThat(ResolvedConf.parse("[bad\n").with(CACHE_NO).print()).isEqualTo("[Resolve]\nCache=no\n[bad\n");
    }

    @Test
    void a_key_is_removed_with_its_lines_and_not_with_its_comments() {
        assertThat(ResolvedConf.parse("[Resolve]\n# why\nDNS=1.1.1.1 \\\n# two\n2.2.2.2\nCache=no\nDNS=\n")
                        .without(ResolvedKey.DNS)
                        .print())
                .isEqualTo("[Resolve]\n# why\n# two\nCache=no\n");
    }

    @Test
    void a_long_list_goes_on_several_lines_and_reads_back_whole() {
        List<Domain> domains = java.util.stream.IntStream.range(0, 250)
                .mapToObj(i -> Domain.route(DnsName.of("a-rather-long-label-for-a-test-" + i + ".example")))
                .toList();
        ResolvedConf conf = ResolvedConf.parse("[Resolve]\nCache=no\n").plus(Setting.domains(domains));
        assertThat(conf.domains()).isEqualTo(domains);
        assertThat(conf.print().lines()).hasSizeGreaterThan(3).allMatch(line -> line.length() < 4_100);
    }
}
