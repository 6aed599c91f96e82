package run.leger.tailscale.coverage;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import run.leger.tailscale.Right;
import run.leger.tailscale.debug.DebugAction;

/**
 * An endpoint that upstream has or had, by the facts and not by what is here.
 *
 * @param section under which heading it is listed
 * @param method the HTTP method, or {@code *} where the daemon takes any
 * @param path what comes after {@code /localapi/v0/}, with parts that vary in braces; a debug action has its query
 * @param rights what is checked, by the version from which on it is; the first has no version
 * @param since the first version
 * @param until the last version
 */
public record KnownEndpoint(
        String section,
        String method,
        String path,
        Map<Optional<Release>, Right> rights,
        Optional<Release> since,
        Optional<Release> until) {

    /**
     * Returns all of them, in the order of the list.
     *
     * @return the list
     */
    public static List<KnownEndpoint> all() {
        List<KnownEndpoint> all = new ArrayList<>();
        String section = "";
        for (String line : Table.lines("endpoints.tsv")) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (Table.isRow(line)) {
                List<String> cells = Table.cells(line, 5);
                all.add(new KnownEndpoint(
                        section,
                        cells.get(0),
                        cells.get(1),
                        rights(cells.get(2)),
                        release(cells.get(3)),
                        release(cells.get(4))));
            }
        }
        return List.copyOf(all);
    }

    /**
     * Returns those that a method of ours calls.
     *
     * @return all but the exceptions, whose list is checked beside the methods
     */
    public static List<KnownEndpoint> withMethod() {
        Set<String> without = new HashSet<>();
        for (List<String> cells : Table.rows("without-method.tsv", 3)) {
            without.add(cells.get(0) + " " + cells.get(1));
        }
        return all().stream().filter(each -> !without.contains(each.key())).toList();
    }

    private static Map<Optional<Release>, Right> rights(String cell) {
        Map<Optional<Release>, Right> rights = new LinkedHashMap<>();
        for (String each : cell.split(" ")) {
            int colon = each.indexOf(':');
            rights.put(
                    colon < 0 ? Optional.empty() : Optional.of(new Release(each.substring(0, colon))),
                    Right.valueOf(each.substring(colon + 1)));
        }
        return rights;
    }

    private static Optional<Release> release(String cell) {
        return cell.equals("-") ? Optional.empty() : Optional.of(new Release(cell));
    }

    /**
     * Returns whether a version has it.
     *
     * @param release the version
     * @return true where it answers
     */
    public boolean in(Release release) {
        return since.map(first -> first.compareTo(release) <= 0).orElse(true)
                && until.map(last -> last.compareTo(release) >= 0).orElse(true);
    }

    /**
     * Returns what a version checks.
     *
     * @param release the version
     * @return the right
     */
    public Right right(Release release) {
        Right right = Right.NONE;
        for (Map.Entry<Optional<Release>, Right> each : rights.entrySet()) {
            if (each.getKey().map(from -> from.compareTo(release) <= 0).orElse(true)) {
                right = each.getValue();
            }
        }
        return right;
    }

    /**
     * Returns what the newest version checks.
     *
     * @return the right
     */
    public Right right() {
        return right(new Release("9999.0"));
    }

    /**
     * Returns the name under which the other lists have it.
     *
     * @return such as {@code PATCH prefs}
     */
    public String key() {
        return method + " " + path;
    }

    /**
     * Returns whether this is what a method of ours says it calls.
     *
     * @param otherMethod its HTTP method
     * @param otherPath its path
     * @return true where both agree
     */
    public boolean is(String otherMethod, String otherPath) {
        boolean samePath = path.equals(otherPath) || otherPath.equals("debug") && isSimpleAction();
        return samePath && (method.equals("*") || method.equals(otherMethod));
    }

    /** One method does all debug actions that take nothing and tell nothing. */
    private boolean isSimpleAction() {
        return Arrays.stream(DebugAction.class.getFields())
                .anyMatch(field -> path.equals("debug?action=" + wire(field)));
    }

    private static String wire(Field constant) {
        try {
            return ((DebugAction) constant.get(null)).wire();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
