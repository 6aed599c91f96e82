package run.leger.caddy.imports;

import java.io.IOException;
import java.util.List;

/** Refuses each import of a file. */
enum NoFiles implements ImportResolver {
    INSTANCE;

    @Override
    public List<String> find(String importer, String pattern) throws IOException {
        throw new IOException("no snippet has this name, and files may not be imported here");
    }

    @Override
    public byte[] read(String name) throws IOException {
        throw new IOException("files may not be imported here");
    }
}
