from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from mediso.desks.models.reference import Topic


class TopicSet(models.Model):
    """A combination of topics that occurs on some case, kept once (docs/adr/0002).

    `key` is the sorted topic ids joined by commas. Rows are made by `intern_topic_set` and never changed.
    """

    key = models.CharField(max_length=500, unique=True)
    topics = models.ManyToManyField(Topic, through="TopicSetMember", related_name="topic_sets")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(key__regex=r"^\d+(,\d+)*$"), name="topic_set_has_topics")]

    def __str__(self) -> str:
        return gettext(", ").join(str(topic) for topic in self.topics.all())


class TopicSetMember(models.Model):
    topic_set = models.ForeignKey(TopicSet, on_delete=models.CASCADE, related_name="members")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic_set", "topic"], name="topic_once_per_topic_set")]

    def __str__(self) -> str:
        return f"{self.topic_set_id}:{self.topic_id}"
