#include <QSqlQuery>
#include <QString>
#include <QVariant>

void calls(int orgId, const QString& name) {
  QSqlQuery query;
  // sql: SELECT title FROM deals WHERE org_id = $1 AND name = $2 | orgId, name
  query.prepare("SELECT title FROM deals WHERE org_id = :org AND name = :name");
  query.bindValue(":org", orgId);
  query.bindValue(":name", name);
  query.exec();
  // sql: SELECT title FROM deals WHERE id = {}
  query.exec(QString("SELECT title FROM %1 WHERE id = %2").arg("deals").arg(orgId));
  // sql: DELETE FROM deals
  QSqlQuery direct(QStringLiteral("DELETE FROM deals"));
  // sql: SELECT 1 FROM deals
  QString text = "SELECT 1";
  text += " FROM deals";
  query.exec(text);
}
