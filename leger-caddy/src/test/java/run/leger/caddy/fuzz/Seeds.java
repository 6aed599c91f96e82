package run.leger.caddy.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;
import run.leger.caddy.HostileStrings;
import run.leger.caddy.syntax.CaddyfileGrammar;
import run.leger.caddy.syntax.FormatBug;
import run.leger.caddy.syntax.OrdinaryCaddyfile;
import run.leger.resolved.HostileConf;
import run.leger.resolved.ResolvedConf;
import run.leger.resolved.ResolvedKey;

/** Inputs to begin with, the same at each call, and words for the fuzzer's dictionary. */
final class Seeds {
    private static final int COUNT = 150;

    private Seeds() {}

    static List<byte[]> caddyfiles() {
        List<byte[]> seeds = new ArrayList<>();
        for (FormatBug bug : FormatBug.values()) {
            seeds.add(bytes(bug.input()));
        }
        seeds.add(bytes(OrdinaryCaddyfile.of(1000)));
        samples(CaddyfileGrammar.files()).map(Seeds::bytes).forEach(seeds::add);
        samples(HostileStrings.caddyfiles()).map(Seeds::bytes).forEach(seeds::add);
        return seeds;
    }

    /** Files with the bytes behind them that say what to change. */
    static List<byte[]> edits() {
        Random random = new Random(1);
        List<byte[]> seeds = new ArrayList<>();
        for (byte[] file : caddyfiles()) {
            byte[] seed = new byte[file.length + EditTarget.SCRIPT];
            random.nextBytes(seed);
            System.arraycopy(file, 0, seed, 0, file.length);
            seeds.add(seed);
        }
        return seeds;
    }

    static List<byte[]> caddyWords() {
        return HostileStrings.fragments()
                .allValues()
                .orElseThrow()
                .map(Seeds::bytes)
                .toList();
    }

    static List<byte[]> resolvedConfs() {
        List<byte[]> seeds = new ArrayList<>(samples(HostileConf.files()).toList());
        seeds.add(ResolvedConf.legerTemplate().toBytes());
        return seeds;
    }

    static List<byte[]> resolvedWords() {
        Stream<String> keys = Stream.of(ResolvedKey.values()).map(key -> "\n" + key.key() + "=");
        Stream<String> others = Stream.of(
                "[Resolve]\n",
                "\\\n",
                "#",
                ";",
                "\ufeff",
                "yes",
                "no",
                "1.1.1.1:53%lo#a.b",
                "[::1]:53",
                "~.",
                "0x",
                "infinity",
                "1h",
                "tcp:",
                "udp:");
        return Stream.concat(keys, others).map(Seeds::bytes).toList();
    }

    private static <T> Stream<T> samples(Arbitrary<T> of) {
        List<T> samples = new ArrayList<>();
        JqwikSession.run(() -> {
            Random random = new Random(6);
            var generator = of.generator(1000);
            for (int i = 0; i < COUNT; i++) {
                samples.add(generator.next(random).value());
            }
        });
        return samples.stream();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
