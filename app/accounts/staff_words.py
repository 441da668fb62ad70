"""What the roles are called."""

from flask_babel import lazy_gettext as _l

from app.permissions import Role

ROLES = {
    Role.WATCHER: _l("見守り番（知らせを見て、数時間だけ見えなくする）"),
    Role.MODERATOR: _l("見守り役（読んで、どうするか決める）"),
    Role.COUNSELLOR: _l("相談員（専門家の部屋で答える）"),
    Role.LEAD: _l("世話役（見守り役のまとめ、人を招く）"),
    Role.OPERATOR: _l("運営（サーバーを預かる）"),
}
