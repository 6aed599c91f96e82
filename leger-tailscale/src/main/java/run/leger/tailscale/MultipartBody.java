package run.leger.tailscale;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import run.leger.core.RequestBody;
import run.leger.core.internal.JsonOut;
import run.leger.tailscale.files.FileUpload;

/** Several files as one body: what is coming first, then the files in that order. The border between them is random, so none of them holds it. */
final class MultipartBody implements RequestBody {
    private final String boundary = "leger-" + UUID.randomUUID() + "-" + UUID.randomUUID();
    private final String peer;
    private final List<FileUpload> files;

    MultipartBody(StableNodeId peer, List<FileUpload> files) {
        this.peer = peer.value();
        this.files = List.copyOf(files);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public long length() {
        long length = manifest().length;
        for (FileUpload file : files) {
            if (file.length() < 0) {
                return -1;
            }
            length += head(file).length + file.length();
        }
        return length + end().length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(manifest());
        for (FileUpload file : files) {
            out.write(head(file));
            file.writeTo(out);
        }
        out.write(end());
    }

    private byte[] manifest() {
        String entries = files.stream().map(this::entry).collect(Collectors.joining(",", "[", "]"));
        return utf8("--" + boundary + "\r\nContent-Disposition: form-data; name=\"manifest.json\"\r\n"
                + "Content-Type: application/json\r\n\r\n" + entries);
    }

    private String entry(FileUpload file) {
        String wireName = wireName(file);
        byte[] entry = JsonOut.object(out -> out.field("ID", id(wireName))
                .field("PeerID", peer)
                .field("Name", wireName)
                .field("DeclaredSize", file.length()));
        return new String(entry, StandardCharsets.UTF_8);
    }

    /** The same however often the body is written, so that its length is. */
    private String id(String wireName) {
        return UUID.nameUUIDFromBytes(utf8(boundary + wireName)).toString();
    }

    private byte[] head(FileUpload file) {
        String name = wireName(file);
        return utf8("\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
    }

    private byte[] end() {
        return utf8("\r\n--" + boundary + "--\r\n");
    }

    /** The daemon puts the name into the path of a URL as it is, and finds the part by it: escaped, it can be no syntax in either. */
    private static String wireName(FileUpload file) {
        return LocalApi.segment(file.name());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
