package run.leger.setec;

/** Whether the metrics of a store are kept apart by secret. Values are never in a label. */
public enum NameLabel {
    /** One series for all secrets. */
    NONE,
    /** A series for each secret, labelled with 16 hexadecimal digits of its name's SHA-256. Who can guess a name can recognise it. */
    HASHED,
    /** A series for each secret, labelled with its name. */
    PLAIN
}
