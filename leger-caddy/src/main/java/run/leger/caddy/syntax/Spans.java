package run.leger.caddy.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds environment spans: from <code>{$</code> to the next closing brace, wherever it is. */
final class Spans {
    private Spans() {}

    static List<EnvironmentSpan> in(SourceFile file, int from, int to) {
        String text = file.text();
        List<EnvironmentSpan> spans = new ArrayList<>();
        for (int at = from; at < to; at++) {
            int end = text.charAt(at) == '{' ? file.spanEnd(at) : -1;
            if (end > 0) {
                String content = text.substring(at + 2, end - 1);
                int colon = content.indexOf(':');
                spans.add(new EnvironmentSpan(
                        colon < 0 ? content : content.substring(0, colon),
                        colon < 0 ? null : content.substring(colon + 1),
                        at,
                        end));
                at = end - 1;
            }
        }
        return List.copyOf(spans);
    }

    static String substituted(SourceFile file, Function<String, @Nullable String> environment) {
        String text = file.text();
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (EnvironmentSpan span : in(file, 0, text.length())) {
            String value = environment.apply(span.name());
            out.append(text, from, span.start())
                    .append(value != null ? value : span.defaultValue().orElse(""));
            from = span.end();
        }
        return out.append(text, from, text.length()).toString();
    }
}
