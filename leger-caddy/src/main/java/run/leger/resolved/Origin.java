package run.leger.resolved;

import java.util.Objects;

/**
 * Where something stands.
 *
 * @param file the file, or empty where the text came without one
 * @param line the line, from 1; 0 for the file as a whole
 * @param column the column in characters, from 1; 0 for the file as a whole
 */
public record Origin(String file, int line, int column) {
    /** Checks for null. */
    public Origin {
        Objects.requireNonNull(file, "file");
    }

    /**
     * Returns the same place, said of a file.
     *
     * @param name the file
     * @return the place
     */
    public Origin in(String name) {
        return new Origin(name, line, column);
    }

    /**
     * Returns the place as editors and terminals understand it.
     *
     * @return {@code file:line:column}; without the file where that is empty, and the file alone where the line is 0
     */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        String place = line + ":" + column;
        return file.isEmpty() ? place : file + ":" + place;
    }
}
