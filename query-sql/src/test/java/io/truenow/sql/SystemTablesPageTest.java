package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.sql.catalog.SystemTable;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.junit.jupiter.api.Test;

/** {@code docs/system-tables.md} has every system table and every column with its type, in their order, and no other. */
class SystemTablesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "system-tables.md");
    private static final Pattern TABLE = Pattern.compile("## `sys\\.(\\w+)`");
    private static final Pattern COLUMN = Pattern.compile("\\| `(\\w+)` \\| `(\\w+)` \\| \\S.* \\|");
    private static final Pattern STATEMENT = Pattern.compile("```sql\n([^`]*)```");

    private static final SqlEngine ENGINE = new Shop(5).engine(SqlSettings.DEFAULT);

    private static Map<String, List<String>> ofThePage() throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        List<String> columns = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher table = TABLE.matcher(line);
            Matcher column = COLUMN.matcher(line);
            if (table.matches()) {
                columns = new ArrayList<>();
                tables.put(table.group(1), columns);
            } else if (column.matches()) {
                columns.add(column.group(1) + " " + column.group(2));
            }
        }
        return tables;
    }

    private static List<String> columns(SystemTable table) {
        return table.getRowType(new JavaTypeFactoryImpl()).getFieldList().stream()
                .map(field -> field.getName() + " " + field.getType().getSqlTypeName())
                .toList();
    }

    @Test
    void thePageAndTheTablesAreTheSame() throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        ENGINE.catalog(Shop.LOCAL).systemTables().forEach((name, table) -> tables.put(name, columns(table)));
        assertThat(tables.remove("statements")).as("the older name").isEqualTo(tables.get("queries"));
        assertThat(ofThePage()).isEqualTo(tables);
    }

    @Test
    void theStatementsOfThePageAreAnswered() throws IOException {
        Matcher statement = STATEMENT.matcher(Files.readString(PAGE));
        int answered = 0;
        while (statement.find()) {
            Shop.rows(ENGINE, statement.group(1));
            answered++;
        }
        assertThat(answered).isEqualTo(3);
    }

    @Test
    void eachTableCanBeReadWholeByEverybody() {
        ENGINE.catalog(Shop.LOCAL).systemTables().keySet().forEach(name -> {
            Shop.rows(ENGINE, "select * from sys." + name);
            try (var cursor = ENGINE.execute(Shop.STRANGER, "select * from sys." + name, List.of())) {
                while (cursor.next()) {
                    assertThat(cursor.row()).as(name).hasSize(cursor.columns().size());
                }
            }
        });
    }
}
