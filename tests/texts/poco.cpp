#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include <string>

using namespace Poco::Data::Keywords;

void calls(Poco::Data::Session& session, int org_id) {
  std::string title;
  // sql: SELECT title FROM deals WHERE org_id = $1 | org_id
  session << "SELECT title FROM deals WHERE org_id = ?", into(title), use(org_id), now;
}
