#include <QApplication>
#include <QCommandLineParser>
#include <QTextStream>

#include "gui/main_window.hpp"
#include "switch/mgmt/protocol/words.hpp"

using namespace forlopp::console;

namespace {

QString text(const char* words) {
  return QCoreApplication::translate("main", words);
}

}  // namespace

int main(int count, char** words) {
  QApplication application{count, words};
  QApplication::setApplicationName(QStringLiteral("forlopp-console"));
  QApplication::setOrganizationName(QStringLiteral("forlopp"));
  QApplication::setApplicationVersion(QStringLiteral(FORLOPP_VERSION));
  QApplication::setStyle(QStringLiteral("Fusion"));

  const QString usual = QStringLiteral("127.0.0.1:%1").arg(forlopp::management::usual_port);
  const QCommandLineOption connect{QStringLiteral("connect"),
                                   text("The exchange to watch (%1).").arg(usual),
                                   QStringLiteral("HOST:PORT"), usual};
  const QCommandLineOption token{
      QStringLiteral("token"),
      text("What makes this console an operator's; the exchange prints it when it starts. Without "
           "it, FORLOPP_TOKEN of the environment counts."),
      QStringLiteral("TOKEN"), qEnvironmentVariable("FORLOPP_TOKEN")};
  const QCommandLineOption open{QStringLiteral("open"),
                                text("A recording to show instead of an exchange."),
                                QStringLiteral("FILE")};
  QCommandLineParser parser;
  parser.setApplicationDescription(text("Shows a living exchange of Forlopp, and works it."));
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addOptions({connect, token, open});
  parser.process(application);

  if (const QStringList more = parser.positionalArguments(); !more.isEmpty()) {
    QTextStream{stderr} << text("'%1' is not understood: see --help.").arg(more.front()) << '\n';
    return 2;
  }
  std::optional<Address> address = read_address(parser.value(connect));
  if (!address) {
    QTextStream{stderr} << text("'%1' is not of the form HOST:PORT.").arg(parser.value(connect))
                        << '\n';
    return 2;
  }
  address->token = parser.value(token);
  MainWindow window;
  if (parser.isSet(open))
    window.open_recording(parser.value(open));
  else
    window.open(*address);
  window.show();
  return QApplication::exec();
}
