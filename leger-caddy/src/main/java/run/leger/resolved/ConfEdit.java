package run.leger.resolved;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Changes a file's bytes at certain places and leaves all others alone. */
final class ConfEdit {
    private final ResolvedConf conf;
    private final String text;
    private final String ending;

    /** What to put in the place of a stretch of the file, by where that begins. */
    private final TreeMap<Integer, Patch> patches = new TreeMap<>();

    private record Patch(int end, String replacement) {}

    ConfEdit(ResolvedConf conf) {
        this.conf = conf;
        text = conf.latin();
        ending = firstEnding();
    }

    /** The file's own line end, where it is one of the usual two. */
    private String firstEnding() {
        int lf = text.indexOf('\n');
        return lf > 0 && text.charAt(lf - 1) == '\r' ? "\r\n" : "\n";
    }

    ResolvedConf set(Setting setting) {
        List<Entry> entries = entries(setting.key());
        // An empty list drops what stands before it, so a value belongs after it; an empty switch does nothing.
        int reset = setting.key().kind().isList() ? lastIndex(entries, ConfEdit::isReset) : -1;
        int last = lastIndex(entries, entry -> !isReset(entry));
        for (int i = 0; i < entries.size(); i++) {
            if (!isReset(entries.get(i))) {
                replace(entries.get(i), i == last && last > reset ? String.join(ending, setting.lines()) : "");
            }
        }
        return last > reset ? result() : add(setting);
    }

    private static boolean isReset(Entry entry) {
        return entry.value().isEmpty();
    }

    private static int lastIndex(List<Entry> entries, Predicate<Entry> which) {
        return IntStream.range(0, entries.size())
                .filter(i -> which.test(entries.get(i)))
                .max()
                .orElse(-1);
    }

    ResolvedConf add(Setting setting) {
        ConfReader.Result content = conf.content();
        String section = content.sectionEnd().isPresent() ? "" : "[Resolve]" + ending;
        int at = content.sectionEnd().orElse(content.readEnd());
        boolean ended = at == 0 || "\n\r\0".indexOf(text.charAt(at - 1)) >= 0;
        String lead = ended ? "" : ending;
        if (at == text.length() && content.pending()) {
            // A blank line ends what waits to be continued; after a CR alone, LF would be the rest of its line end.
            lead += ended && text.charAt(at - 1) == '\r' ? "\r\n" : ending;
        }
        patches.put(at, new Patch(at, lead + section + String.join(ending, setting.lines()) + ending));
        return result();
    }

    ResolvedConf remove(ResolvedKey key) {
        entries(key).forEach(entry -> replace(entry, ""));
        return result();
    }

    private List<Entry> entries(ResolvedKey key) {
        return conf.content().entries().stream()
                .filter(entry -> entry.key().equals(key.key()))
                .toList();
    }

    /** Puts text in the place of an assignment; comments between its lines stay, after it. */
    private void replace(Entry entry, String replacement) {
        LogicalLine line = entry.line();
        PhysicalLine first = line.first();
        boolean marked = line.from() != first.from();
        boolean gone = replacement.isEmpty() && !marked;
        patches.put(line.from(), new Patch(gone ? first.next() : first.end(), replacement));
        for (PhysicalLine more : line.lines().subList(1, line.lines().size())) {
            patches.put(more.from(), new Patch(more.next(), ""));
        }
    }

    private ResolvedConf result() {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (var patch : patches.entrySet()) {
            out.append(text, at, patch.getKey()).append(patch.getValue().replacement());
            at = patch.getValue().end();
        }
        out.append(text, at, text.length());
        return ResolvedConf.parse(out.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
