package io.truenow.sql.plan;

import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;

/**
 * Takes from projections the correlation variables that they set and nobody reads, since the sub-query that did was simplified away. No rule makes
 * such a projection executable.
 */
final class UnusedVariables extends RelHomogeneousShuttle {

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        return node instanceof Project project
                        && !project.getVariablesSet().isEmpty()
                        && RelOptUtil.getVariablesUsed(project).stream().noneMatch(project.getVariablesSet()::contains)
                ? LogicalProject.create(
                        project.getInput(), project.getHints(), project.getProjects(), project.getRowType(), Set.of())
                : node;
    }
}
