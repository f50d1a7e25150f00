package io.truenow.admin.tables;

import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.TableControl.Table;
import io.truenow.events.catalog.RetentionPolicy;

/** When the events of a table go, in words. */
final class RetentionText {

    private RetentionText() {}

    static String of(Table table) {
        RetentionPolicy policy = table.retention();
        if (policy == null) {
            return table.retentionMicros() < 0
                    ? "for ever"
                    : FigureText.duration(table.retentionMicros()).toString();
        }
        if (policy.kind() == RetentionPolicy.Kind.TIME) {
            return FigureText.grouped(policy.days()) + (policy.days() == 1 ? " day" : " days");
        }
        return "beyond " + FigureText.bytes(policy.maxBytes())
                + (policy.minRecords() == 0
                        ? ""
                        : ", at least " + FigureText.grouped(policy.minRecords()) + " events stay");
    }
}
