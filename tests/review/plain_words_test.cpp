// What is stored of texts, and who answers for a file.
#include <gtest/gtest.h>

#include "lint/history/code_owners.h"
#include "lint/history/plain_words.h"

namespace ringfence::tests {

namespace {

TEST(PlainWords, HoldNoSecret) {
  const Source source("a.sql", "SELECT crypt('correct horse', gen_salt('bf')); SELECT name;");
  const history::PlainWords words({Place{&source, {13, 28}}});
  EXPECT_EQ(words.of("the literal 'correct horse' is compared"), "the literal '***' is compared");
  EXPECT_EQ(words.of("tab\tand\nnewline, \xff"), "tab and newline, \xEF\xBF\xBD");
  EXPECT_EQ(words.command({"ringfence", "check", "--database", "postgres://app:s3cr3t@db/crm", "--record"}), "ringfence check --database postgres://app:***@db/crm --record");
  EXPECT_EQ(words.command({"ringfence", "check", "--database", "host=db password=s3cr3t dbname=crm"}), "ringfence check --database 'host=db password=*** dbname=crm'");
  EXPECT_EQ(words.command({"ringfence", "check", "--database", "postgresql://db/crm?user=a&password=s3cr3t"}), "ringfence check --database 'postgresql://db/crm?user=a&password=***'");
}

TEST(CodeOwners, TheLastPatternThatMeansTheFileCounts) {
  const history::CodeOwners owners("# who answers\n* @all\n*.sql @data # all of them\n/db/migrations/ @dba\nsrc/* @backend\nsrc/**/*.h @api @backend\n[Section]\napps/ @apps\n/db/free.sql\n");
  EXPECT_EQ(owners.of("README.md"), "@all");
  EXPECT_EQ(owners.of("queries/deals.sql"), "@data");
  EXPECT_EQ(owners.of("db/migrations/1/a.sql"), "@dba");
  EXPECT_EQ(owners.of("other/db/migrations/a.txt"), "@all");
  EXPECT_EQ(owners.of("src/main.cpp"), "@backend");
  EXPECT_EQ(owners.of("src/deep/main.cpp"), "@all");
  EXPECT_EQ(owners.of("src/deep/main.h"), "@api @backend");
  EXPECT_EQ(owners.of("lib/apps/x.cpp"), "@apps");
  EXPECT_EQ(owners.of("db/free.sql"), "");
}

}  // namespace

}  // namespace ringfence::tests
