package run.leger.caddy.imports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.SourceFile;

/** An import that was obeyed, for messages; one object for all that it brought. */
record Use(
        @Nullable Use outer,
        SourceFile source,
        int offset,
        @Nullable String snippet) {
    private static final int MAX_PLACES = 100;

    static List<ImportPlace> places(@Nullable Use innermost) {
        List<ImportPlace> places = new ArrayList<>();
        for (Use use = innermost; use != null && places.size() < MAX_PLACES; use = use.outer) {
            places.add(new ImportPlace(use.source.name(), use.source.position(use.offset), use.snippet));
        }
        return places;
    }
}
