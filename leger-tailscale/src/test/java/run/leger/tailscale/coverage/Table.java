package run.leger.tailscale.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lines of cells divided by tabs. A line that begins with a number sign says something about the others. */
final class Table {
    private Table() {}

    static List<String> lines(String resource) {
        try (InputStream in = Table.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isRow(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    static List<String> cells(String line, int columns) {
        List<String> cells = List.of(line.split("\t", -1));
        if (cells.size() != columns) {
            throw new IllegalStateException(cells.size() + " cells and not " + columns + ": " + line);
        }
        return cells;
    }

    static List<List<String>> rows(String resource, int columns) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines(resource)) {
            if (isRow(line)) {
                rows.add(cells(line, columns));
            }
        }
        return rows;
    }
}
