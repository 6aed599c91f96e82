package run.leger.tailscale.files;

/** Is told how far a transfer is, on the thread that makes it, after each piece of at most 64 KiB. What it throws ends the transfer. */
@FunctionalInterface
public interface TransferProgress {
    /**
     * Takes note.
     *
     * @param bytes how many bytes went through so far
     * @param total how many there are, or -1 where nobody knows
     */
    void transferred(long bytes, long total);
}
