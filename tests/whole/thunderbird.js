// What a runner does in Thunderbird's main window, through the functions that its mouse and keys call. thunderbird.py puts
// this in front of every call; it runs in chrome context, where all of Thunderbird can be reached.
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const { DNS } = ChromeUtils.importESModule("resource:///modules/DNS.sys.mjs");
const main = Services.wm.getMostRecentWindow("mail:3pane");
const alarms = Cc["@mozilla.org/calendar/alarm-service;1"].getService(Ci.calIAlarmService);
const noted = ["onStartBatch", "onEndBatch", "onLoad", "onAddItem", "onModifyItem", "onDeleteItem", "onPropertyChanged"];

function find(name) {
  return cal.manager.getCalendars().find(calendar => calendar.name == name);
}

// Begins something and waits until the calendar notes it, which it does when the server has it; an error it notes is thrown.
function lasting(calendar, wanted, begin) {
  return new Promise((resolve, reject) => {
    const observer = { QueryInterface: ChromeUtils.generateQI(["calIObserver"]), onPropertyDeleting() {} };
    const end = () => calendar.removeObserver(observer);
    for (const name of noted) {
      observer[name] = () => name == wanted && (end(), resolve());
    }
    observer.onError = (_calendar, code, message) => (end(), reject(new Error(`${code} ${message}`)));
    calendar.addObserver(observer);
    Promise.resolve(begin()).catch(reject);
  });
}

// Waits until `look` finds something.
async function until(look) {
  for (;;) {
    const found = look();
    if (found) {
      return found;
    }
    await new Promise(resolve => main.setTimeout(resolve, 50));
  }
}

// Opens an event as a double click does; the window, and the page in it with the fields.
async function openEvent(item) {
  main.modifyEventWithDialog(item, false);
  const dialog = await until(() => Services.wm.getMostRecentWindow("Calendar:EventDialog"));
  const page = await until(() => {
    const frame = dialog.document.getElementById("calendar-item-panel-iframe")?.contentWindow;
    return frame?.onLoad?.hasLoaded && frame;
  });
  return [dialog, page];
}

// The text as Thunderbird shows it: of two forms that an event may have it prefers the one in HTML.
function readText(item) {
  const parser = Cc["@mozilla.org/parserutils;1"].getService(Ci.nsIParserUtils);
  const { OutputDropInvisibleBreak, OutputLFLineBreak, OutputPreformatted } = Ci.nsIDocumentEncoder;
  const mode = OutputDropInvisibleBreak | OutputLFLineBreak | OutputPreformatted;
  return parser.convertToPlainText(item.descriptionHTML ?? "", mode, 0);
}

const actions = {
  // New calendar, on the network: takes all that it finds there and remembers the password.
  async subscribe(url, user, password) {
    await until(() => main.loadCalendarComponent?.hasBeenCalled && main.document.getElementById("calendar-list"));
    DNS.lookup = async () => []; // it would ask a name server who else may have the calendars of 127.0.0.1
    Services.prefs.setBoolPref("signon.rememberSignons", true); // Marionette has switched it off
    const found = await cal.provider.detection.detect(user, password, url, true, [], {});
    const calendars = [...found.values()].flat();
    for (const calendar of calendars) {
      calendar.setProperty("cache.enabled", true);
      cal.manager.registerCalendar(calendar);
      await lasting(find(calendar.name), "onLoad", () => {}); // it refreshes by itself: a second one would be taken for it
    }
    return calendars.map(calendar => calendar.name).sort();
  },

  // Unsubscribe, from every calendar.
  async unsubscribe() {
    cal.manager.getCalendars().forEach(calendar => cal.manager.removeCalendar(calendar));
  },

  // Synchronise.
  async refresh(name) {
    await lasting(find(name), "onLoad", () => find(name).refresh());
  },

  async list(name) {
    const every = Ci.calICalendar.ITEM_FILTER_TYPE_EVENT | Ci.calICalendar.ITEM_FILTER_CLASS_OCCURRENCES;
    const items = await find(name).getItemsAsArray(every, 0, null, null);
    const seconds = date => date.nativeTime / 1000000;
    return items.map(item => [item.id, seconds(item.startDate), seconds(item.endDate), item.title, readText(item)]);
  },

  // Drags the event in the week.
  async move(name, uid, minutes) {
    const item = await find(name).getItem(uid);
    const [start, end] = [item.startDate.clone(), item.endDate.clone()];
    const by = cal.createDuration(`PT${minutes}M`);
    start.addDuration(by);
    end.addDuration(by);
    await lasting(find(name), "onModifyItem", () => main.calendarViewController.modifyOccurrence(item, start, end));
  },

  // Opens the event, types a line above its text, saves and closes.
  async note(name, uid, line) {
    const [dialog, page] = await openEvent(await find(name).getItem(uid));
    const box = page.document.getElementById("item-description");
    const editor = box.getHTMLEditor(box.contentWindow);
    editor.beginningOfDocument();
    editor.insertText(line);
    editor.insertLineBreak();
    await lasting(find(name), "onModifyItem", () => dialog.document.getElementById("button-saveandclose").click());
    await until(() => dialog.closed);
  },

  // Presses Delete on the event.
  async remove(name, uid) {
    const item = await find(name).getItem(uid);
    await lasting(find(name), "onDeleteItem", () => main.calendarViewController.deleteOccurrences([item], false, true));
  },

  // Draws a new event into the week.
  async add(name, start, end) {
    const [from, to] = [cal.createDateTime(start), cal.createDateTime(end)];
    await lasting(find(name), "onAddItem", () => main.calendarViewController.createNewEvent(find(name), from, to, false));
  },

  // Undo, of a change.
  async undo(name) {
    await lasting(find(name), "onModifyItem", () => main.undo());
  },

  // Presses Dismiss on the event's reminder, or Snooze where it is to come back.
  async hush(name, uid, minutes) {
    const item = await find(name).getItem(uid);
    const [alarm] = item.getAlarms();
    const press = minutes
      ? () => alarms.snoozeAlarm(item, alarm, cal.createDuration(`PT${minutes}M`))
      : () => alarms.dismissAlarm(item, alarm);
    await lasting(find(name), "onModifyItem", press);
  },
};

const [[action, ...words], done] = arguments;
actions[action](...words).then(
  value => done({ value }),
  error => done({ error: `${error} ${error?.stack ?? ""}` })
);
