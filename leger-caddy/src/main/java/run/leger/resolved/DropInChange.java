package run.leger.resolved;

/** What installing or uninstalling a drop-in does. New ones may be added: handle the rest together. */
public enum DropInChange {
    /** Nothing: it is so already. */
    NONE,
    /** A file appears where there was none. */
    CREATED,
    /** Our own earlier file is replaced. */
    UPDATED,
    /** The file of somebody else is set aside and replaced. */
    REPLACED,
    /** Our file goes. */
    DELETED,
    /** Our file goes, and the one that was set aside is back. */
    RESTORED
}
