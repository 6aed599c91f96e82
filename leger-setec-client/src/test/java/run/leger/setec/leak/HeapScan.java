package run.leger.setec.leak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds planted values in a heap dump, and who holds them. */
final class HeapScan {
    private HeapScan() {}

    private record Copy(String secret, String form) {}

    static List<Finding> of(Path dump, Map<String, Planted> planted) throws IOException {
        HeapDump heap = new HeapDump(dump);
        Needles needles = new Needles(planted);
        Map<Long, List<Copy>> copies = new HashMap<>();
        heap.read(new HeapDump.Visitor() {
            @Override
            public void array(long id, boolean chars, byte[] content) {
                needles.in(content)
                        .forEach((secret, form) -> copies.computeIfAbsent(id, unused -> new ArrayList<>())
                                .add(new Copy(secret, (chars ? "char[] " : "byte[] ") + form)));
            }
        });
        Map<Long, Set<String>> owners = new HashMap<>();
        heap.read(new HeapDump.Visitor() {
            @Override
            public void reference(String from, long to) {
                if (copies.containsKey(to)) {
                    owners.computeIfAbsent(to, unused -> new HashSet<>()).add(from);
                }
            }
        });
        List<Finding> findings = new ArrayList<>();
        copies.forEach((id, all) -> {
            for (Copy copy : all) {
                for (String owner : owners.getOrDefault(id, Set.of("nobody"))) {
                    findings.add(new Finding(copy.secret(), copy.form(), owner));
                }
            }
        });
        return findings;
    }
}
